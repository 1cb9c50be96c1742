package org.greenwave.server.http;

import static java.util.Locale.ROOT;

import java.util.List;
import java.util.Optional;
import org.greenwave.server.codec.Json;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/**
 * Hides the secrets in a role's settings from whoever reads them, and puts them back where an edit
 * has left them hidden. What is a secret is told by its name; a URL may carry some too.
 */
final class Veil {
  /** What stands where a secret is. */
  static final String HIDDEN = "(hidden)";

  private static final List<String> NAMES =
      List.of(
          "password",
          "passwd",
          "passphrase",
          "secret",
          "token",
          "community",
          "credential",
          "apikey",
          "privatekey");

  private Veil() {}

  /** Whether a value is a secret, by its name. */
  static boolean secret(String name, JsonNode value) {
    String small = name.toLowerCase(ROOT);
    return value.isValueNode()
        && !value.isNull()
        && !value.asString("").isEmpty()
        && NAMES.stream().anyMatch(small::contains);
  }

  /** A document without its secrets. */
  static JsonNode over(JsonNode document) {
    if (document instanceof ObjectNode object) {
      ObjectNode veiled = Json.mapping().createObjectNode();
      object
          .properties()
          .forEach(it ->
              veiled.set(
                  it.getKey(),
                  secret(it.getKey(), it.getValue())
                      ? StringNode.valueOf(HIDDEN)
                      : over(it.getValue())));
      return veiled;
    }
    if (document instanceof ArrayNode array) {
      ArrayNode veiled = Json.mapping().createArrayNode();
      array.forEach(it -> veiled.add(over(it)));
      return veiled;
    }
    return document.isString() ? StringNode.valueOf(VeiledUrl.over(document.asString())) : document;
  }

  /**
   * An edited document with the secrets that it has left hidden. Elements of a list are told by
   * their {@code id}, and texts by how they were shown, so that a list may be put in another order.
   *
   * @param before what was read
   * @throws ProblemException when there is nothing that a hidden value could be
   */
  static JsonNode lifted(JsonNode edited, @Nullable JsonNode before) {
    if (edited instanceof ObjectNode object) {
      ObjectNode lifted = Json.mapping().createObjectNode();
      object
          .properties()
          .forEach(it -> lifted.set(it.getKey(), lifted(it.getKey(), it.getValue(), before)));
      return lifted;
    }
    if (edited instanceof ArrayNode array) {
      ArrayNode lifted = Json.mapping().createArrayNode();
      for (int at = 0; at < array.size(); at++) {
        lifted.add(lifted(array.get(at), counterpart(array.get(at), at, before)));
      }
      return lifted;
    }
    return edited.isString() ? liftedUrl(edited.asString(), before) : edited;
  }

  private static JsonNode lifted(String name, JsonNode edited, @Nullable JsonNode before) {
    @Nullable JsonNode then = before == null ? null : before.get(name);
    if (!secret(name, edited) || !edited.asString("").equals(HIDDEN)) {
      return lifted(edited, then);
    }
    return Optional.ofNullable(then)
        .orElseThrow(() ->
            RoleBody.wrong(
                "\"%s\" is new here, so its value has to be given instead of %s."
                    .formatted(name, HIDDEN)));
  }

  private static JsonNode liftedUrl(String edited, @Nullable JsonNode before) {
    return VeiledUrl.lifted(edited, before == null ? "" : before.asString(""))
        .map(StringNode::valueOf)
        .orElseThrow(() ->
            RoleBody.wrong(
                "%s is new here, so its key has to be given instead of %s."
                    .formatted(edited, HIDDEN)));
  }

  private static @Nullable JsonNode counterpart(
      JsonNode edited, int at, @Nullable JsonNode before) {
    if (before == null) {
      return null;
    }
    String id = edited.path("id").asString("");
    return id.isEmpty() && !edited.isString()
        ? before.get(at)
        : before.valueStream().filter(it -> shownAs(it, edited, id)).findFirst().orElse(null);
  }

  private static boolean shownAs(JsonNode before, JsonNode edited, String id) {
    return edited.isString()
        ? over(before).equals(edited)
        : before.path("id").asString("").equals(id);
  }
}
