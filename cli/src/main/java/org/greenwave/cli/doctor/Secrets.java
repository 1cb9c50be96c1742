package org.greenwave.cli.doctor;

import static java.util.Locale.ROOT;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.greenwave.cli.api.Api;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What must not leave a system. A secret is known by the name that it stands under; once learned,
 * it is taken out wherever it stands, whatever it is called there.
 */
public final class Secrets {
  /** What stands where a secret was. */
  public static final String REMOVED = "(removed)";

  /** Shorter ones are taken out where they stand; elsewhere they would tear up every text. */
  private static final int LEAST_LEARNED = 4;

  private static final List<String> NAMES =
      List.of(
          "password",
          "passwd",
          "passphrase",
          "secret",
          "token",
          "community",
          "communities",
          "credential",
          "authorization",
          "key");
  private static final String NAMED = "(?:" + String.join("|", NAMES) + ")[\\w.-]{0,40}";
  private static final Pattern IN_TEXT =
      Pattern.compile(
          "(?i)("
              + NAMED
              + "\\\\?[\"']?\\s*[=:]\\s*)"
              + "(?:(?:bearer|basic)\\s+)?(\\\\?\"[^\"]*\"|'[^']*'|[^\\s,;&\"']+)");
  private static final Pattern IN_URL = Pattern.compile("(?<=://)[^/@\\s]+(?=@)");

  private final Set<String> learned =
      new TreeSet<>(Comparator.comparingInt(String::length).reversed().thenComparing(it -> it));

  /** Whether what has this name is a secret. */
  static boolean named(String name) {
    String small = name.toLowerCase(ROOT);
    return NAMES.stream().anyMatch(small::contains);
  }

  /** Learns the secrets of a document. */
  public void learn(JsonNode document) {
    document
        .properties()
        .forEach(property -> {
          if (named(property.getKey())) {
            learnAll(property.getValue());
          }
        });
    document.values().forEach(this::learn);
  }

  private void learnAll(JsonNode value) {
    if (value.isString() || value.isNumber()) {
      learn(value.asString());
    }
    value.values().forEach(this::learnAll);
  }

  private void learn(String secret) {
    if (secret.length() >= LEAST_LEARNED) {
      String json = Api.JSON.writeValueAsString(secret);
      learned.add(secret);
      learned.add(json.substring(1, json.length() - 1));
      learned.add(URLEncoder.encode(secret, StandardCharsets.UTF_8));
    }
  }

  /** Learns the secrets of a file of keys and values. */
  public void learnLines(String text) {
    IN_TEXT.matcher(text).results().forEach(found -> learn(unquoted(found.group(2))));
  }

  private static String unquoted(String text) {
    return text.replaceAll("^\\\\?[\"']|\\\\?[\"']$", "");
  }

  /** A text without secrets. */
  public String without(String text) {
    String plain = text;
    for (String secret : learned) {
      plain = plain.replace(secret, REMOVED);
    }
    plain = IN_URL.matcher(plain).replaceAll(Matcher.quoteReplacement(REMOVED));
    return IN_TEXT
        .matcher(plain)
        .replaceAll(found -> Matcher.quoteReplacement(found.group(1) + REMOVED));
  }

  /** A document without secrets. */
  public JsonNode without(JsonNode document) {
    if (document.isObject()) {
      ObjectNode object = Api.JSON.createObjectNode();
      document
          .properties()
          .forEach(property -> {
            boolean secret = named(property.getKey()) && !property.getValue().isNull();
            JsonNode value = property.getValue();
            object.set(without(property.getKey()), secret ? removed() : without(value));
          });
      return object;
    }
    if (document.isArray()) {
      ArrayNode array = Api.JSON.createArrayNode();
      document.values().forEach(value -> array.add(without(value)));
      return array;
    }
    return document.isString() || document.isNumber() ? scalar(document) : document;
  }

  private JsonNode scalar(JsonNode value) {
    String text = value.asString();
    String plain = without(text);
    return plain.equals(text) ? value : JsonNodeFactory.instance.stringNode(plain);
  }

  private static JsonNode removed() {
    return JsonNodeFactory.instance.stringNode(REMOVED);
  }
}
