package org.greenwave.server.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.greenwave.database.DatabaseUrl;
import org.greenwave.directory.Change.RoleEdit;
import org.greenwave.directory.Role;
import org.greenwave.directory.Role.Database;
import org.greenwave.server.codec.Json;
import tools.jackson.databind.JsonNode;

/** Reads roles and edits of roles from request bodies; what does not fit is refused, by name. */
final class RoleBody {
  private static final int SERVER_LIMIT = 50;
  private static final int TEXT_LIMIT = 2_000;
  private static final Set<String> EDITABLE =
      Set.of("description", "servers", "forceHighestPriority", "active", "database", "settings");
  private static final Set<String> CREATED =
      Set.of(
          "name", "type", "description", "servers", "forceHighestPriority", "database", "settings");

  private RoleBody() {}

  /** A role to be created. */
  static Role created(JsonNode body, Edits edits) {
    only(body, CREATED);
    String type = text(body, "type", "");
    String settings =
        body.has("settings")
            ? Veil.lifted(body.get("settings"), null).toString()
            : edits.defaultSettings(type);
    edits.check(type, settings);
    List<String> servers = servers(body).orElse(List.of());
    Database database =
        database(body, Optional.empty(), edits)
            .or(() -> edits.databases().localTo(servers))
            .orElseThrow(() ->
                wrong(
                    "\"database\" is missing, and no server keeps a local one: give"
                        + " {\"url\":\"jdbc:…\",\"user\":…}."));
    return new Role(
        text(body, "name", ""),
        type,
        text(body, "description", ""),
        servers,
        flag(body, "forceHighestPriority").orElse(false),
        true,
        database,
        settings,
        1);
  }

  /** An edit of a role. */
  static RoleEdit edit(JsonNode body, Role before, Edits edits) {
    only(body, EDITABLE);
    Optional<String> settings =
        Optional.ofNullable(body.get("settings"))
            .map(edited -> Veil.lifted(edited, Json.mapping().readTree(before.settings())))
            .map(JsonNode::toString);
    settings.ifPresent(changed -> edits.check(before.type(), changed));
    return new RoleEdit(
        body.has("description") ? Optional.of(text(body, "description", "")) : Optional.empty(),
        servers(body),
        flag(body, "forceHighestPriority"),
        flag(body, "active"),
        database(body, Optional.of(before.database()), edits),
        settings);
  }

  /** A body that has no properties but these: a misspelt one must not be passed over. */
  static JsonNode only(JsonNode body, Set<String> known) {
    body.propertyNames()
        .forEach(name -> {
          if (!known.contains(name)) {
            throw wrong(
                "\"%s\" is not a property here; there is %s."
                    .formatted(name, String.join(", ", known.stream().sorted().toList())));
          }
        });
    return body;
  }

  /** A text property. */
  static String text(JsonNode body, String name, String fallback) {
    JsonNode value = body.get(name);
    if (value == null || value.isNull()) {
      return fallback;
    }
    if (!value.isString() || value.asString().length() > TEXT_LIMIT) {
      throw wrong("\"%s\" has to be a text of at most %d characters.".formatted(name, TEXT_LIMIT));
    }
    return value.asString();
  }

  /** A text property that has to be there. */
  static String demanded(JsonNode body, String name) {
    return optionalText(body, name)
        .filter(text -> !text.isEmpty())
        .orElseThrow(() -> wrong("\"%s\" is missing.".formatted(name)));
  }

  /** A text property that may be missing. */
  static Optional<String> optionalText(JsonNode body, String name) {
    return body.has(name) ? Optional.of(text(body, name, "")) : Optional.empty();
  }

  /** A property that is true or false. */
  static Optional<Boolean> flag(JsonNode body, String name) {
    JsonNode value = body.get(name);
    if (value == null) {
      return Optional.empty();
    }
    if (!value.isBoolean()) {
      throw wrong("\"%s\" has to be true or false.".formatted(name));
    }
    return Optional.of(value.asBoolean());
  }

  private static Optional<List<String>> servers(JsonNode body) {
    JsonNode value = body.get("servers");
    if (value == null) {
      return Optional.empty();
    }
    if (!value.isArray() || value.size() > SERVER_LIMIT) {
      throw wrong("\"servers\" has to be a list of at most %d names.".formatted(SERVER_LIMIT));
    }
    List<String> servers = new ArrayList<>();
    for (JsonNode server : value) {
      if (!server.isString()) {
        throw wrong("\"servers\" has to be a list of names.");
      }
      servers.add(server.asString());
    }
    return Optional.of(servers);
  }

  /** A database; what is not given stays as it was, or is what the system knows. */
  private static Optional<Database> database(
      JsonNode body, Optional<Database> before, Edits edits) {
    JsonNode value = body.get("database");
    if (value == null) {
      return Optional.empty();
    }
    if (!value.isObject()) {
      throw wrong("\"database\" has to be an object with url and user.");
    }
    only(value, Set.of("url", "user", "password"));
    String url = text(value, "url", before.map(Database::url).orElse(""));
    try {
      DatabaseUrl.of(url);
    } catch (IllegalArgumentException unsound) {
      throw wrong(String.valueOf(unsound.getMessage()));
    }
    Optional<Database> known =
        before
            .filter(was -> was.url().equals(url))
            .or(() -> edits.databases().at(url, text(value, "user", "")));
    return Optional.of(
        new Database(
            url,
            text(value, "user", known.map(Database::user).orElse("greenwave")),
            text(value, "password", known.map(Database::password).orElse(""))));
  }

  /** What a body is refused with. */
  static ProblemException wrong(String detail) {
    return new ProblemException(422, "Not accepted", detail);
  }
}
