package org.greenwave.server.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import org.greenwave.directory.audit.Difference;
import org.greenwave.server.codec.Json;
import tools.jackson.databind.JsonNode;

/** What differs between two documents of settings, value by value. No secret is told. */
final class SettingsDifference {
  /** Of an edit that changes more, the audit tells the first. */
  private static final int MOST = 50;

  private SettingsDifference() {}

  /** The differences, by path: {@code settings/sources/north/pollSeconds}. */
  static List<Difference> between(String before, String after) {
    Map<String, JsonNode> was = values(before);
    Map<String, JsonNode> is = values(after);
    Set<String> paths = new TreeSet<>(was.keySet());
    paths.addAll(is.keySet());
    List<Difference> differences = new ArrayList<>();
    for (String path : paths) {
      JsonNode then = was.getOrDefault(path, Json.mapping().missingNode());
      JsonNode now = is.getOrDefault(path, Json.mapping().missingNode());
      if (!then.equals(now) && differences.size() < MOST) {
        differences.add(difference(path, then, now));
      }
    }
    return differences;
  }

  private static Difference difference(String path, JsonNode then, JsonNode now) {
    String name = path.substring(path.lastIndexOf('/') + 1);
    boolean both = !then.isMissingNode() && !now.isMissingNode();
    if (Veil.secret(name, then) || Veil.secret(name, now)) {
      return new Difference(path, veiled(then), both ? Difference.CHANGED : veiled(now));
    }
    String was = VeiledUrl.over(then.asString(""));
    String is = VeiledUrl.over(now.asString(""));
    return new Difference(path, was, both && was.equals(is) ? Difference.CHANGED : is);
  }

  private static String veiled(JsonNode value) {
    return value.isMissingNode() ? "" : Difference.HIDDEN;
  }

  private static Map<String, JsonNode> values(String document) {
    Map<String, JsonNode> values = new TreeMap<>();
    walk("settings", Json.mapping().readTree(document), values::put);
    return values;
  }

  /** Elements of a list are told by their {@code id}, where they have one, else by their place. */
  private static void walk(String path, JsonNode node, BiConsumer<String, JsonNode> found) {
    if (node.isObject()) {
      node.properties().forEach(it -> walk(path + "/" + it.getKey(), it.getValue(), found));
    } else if (node.isArray()) {
      for (int at = 0; at < node.size(); at++) {
        JsonNode element = node.get(at);
        String id = element.path("id").asString("");
        walk(path + "/" + (id.isEmpty() ? String.valueOf(at + 1) : id), element, found);
      }
    } else {
      found.accept(path, node);
    }
  }
}
