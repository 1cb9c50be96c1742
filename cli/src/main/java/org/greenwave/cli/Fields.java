package org.greenwave.cli;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Reads the fields of answers, whatever is missing from them. */
final class Fields {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneId.systemDefault());

  private Fields() {}

  static String text(JsonNode node, String name) {
    return text(node, name, "");
  }

  static String text(JsonNode node, String name, String otherwise) {
    JsonNode value = node.path(name);
    return value.isValueNode() && !value.isNull() ? value.asString(otherwise) : otherwise;
  }

  static String number(JsonNode node, String name) {
    JsonNode value = node.path(name);
    return value.isNumber() ? value.asString() : "–";
  }

  static boolean yes(JsonNode node, String name) {
    return node.path(name).asBoolean(false);
  }

  static List<JsonNode> list(JsonNode node, String name) {
    return List.copyOf(node.path(name).values());
  }

  static String joined(JsonNode node, String name) {
    var texts = new ArrayList<String>();
    list(node, name).forEach(value -> texts.add(value.asString("")));
    return texts.isEmpty() ? "–" : String.join(", ", texts);
  }

  /** A point in time on this machine's clock, to the second. */
  static String time(JsonNode node, String name) {
    String text = text(node, name);
    try {
      return text.isEmpty() ? "–" : TIME.format(Instant.parse(text));
    } catch (DateTimeException e) {
      return text;
    }
  }

  /** A name as a part of a path. */
  static String path(String name) {
    return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
