package org.greenwave.cli;

import java.util.List;
import java.util.Locale;
import org.greenwave.cli.api.Api;
import org.greenwave.cli.api.ApiException;
import org.greenwave.cli.api.Reply;
import org.greenwave.cli.api.Request;
import org.greenwave.cli.text.Ink.Tone;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Looks at roles and changes them. */
@Command(
    name = "role",
    aliases = "roles",
    description = "List, create, show, move, edit and delete roles.",
    subcommands = {RoleCreateCommand.class, RoleEditCommand.class},
    synopsisSubcommandLabel = "COMMAND",
    mixinStandardHelpOptions = true)
final class RoleCommand {
  /** Whether a switch goes on or off. */
  enum Switch {
    ON,
    OFF
  }

  private static final String ROLES = "/api/v1/roles/";

  @Command(name = "list", description = "Show all roles, their state, host and Servers list.")
  int list(@Mixin Connection connection) throws ApiException {
    try (Api api = connection.open()) {
      JsonNode answer = api.get("/api/v1/roles").body();
      if (connection.json) {
        connection.show(answer);
      } else {
        RoleTables.show(connection, Fields.list(answer, "roles"));
      }
      return ExitCode.DONE;
    }
  }

  @Command(name = "show", description = "Show a role, its Servers list and its database.")
  int show(
      @Mixin Connection connection,
      @Option(names = "--settings", description = "Show only its settings, as JSON.")
          boolean settings,
      @Parameters(paramLabel = "ROLE", description = "The role.") String role)
      throws ApiException {
    try (Api api = connection.open()) {
      Reply reply = api.get(ROLES + Fields.path(role));
      if (!settings) {
        return show(connection, reply);
      }
      connection.show(reply.body().path("settings"));
      return ExitCode.DONE;
    }
  }

  @Command(name = "move", description = "Move a role to another server, in order.")
  int move(
      @Mixin Connection connection,
      @Parameters(paramLabel = "ROLE", description = "The role.") String role,
      @Parameters(paramLabel = "SERVER", description = "Where to.") String server)
      throws ApiException {
    try (Api api = connection.open()) {
      ObjectNode body = Api.JSON.createObjectNode().put("server", server);
      return show(connection, api.send(Request.post(ROLES + Fields.path(role) + "/move", body)));
    }
  }

  @Command(
      name = "set-servers",
      description = "Replace the Servers list; the first is the primary.")
  int setServers(
      @Mixin Connection connection,
      @Mixin DryRun dryRun,
      @Parameters(paramLabel = "ROLE", description = "The role.") String role,
      @Parameters(
              paramLabel = "SERVER",
              arity = "1..*",
              split = ",",
              description = "The servers in order of priority.")
          List<String> servers)
      throws ApiException {
    ObjectNode change = Api.JSON.createObjectNode();
    servers.forEach(change.putArray("servers")::add);
    return new RoleEdit(connection, role, change, dryRun.wanted).run();
  }

  @Command(name = "force", description = "Force execution on highest priority server: on or off.")
  int force(
      @Mixin Connection connection,
      @Mixin DryRun dryRun,
      @Parameters(paramLabel = "ROLE", description = "The role.") String role,
      @Parameters(paramLabel = "on|off", description = "On or off.") Switch force)
      throws ApiException {
    ObjectNode change = Api.JSON.createObjectNode().put("forceHighestPriority", force == Switch.ON);
    return new RoleEdit(connection, role, change, dryRun.wanted).run();
  }

  @Command(name = "deactivate", description = "Stop a role on all servers until it is activated.")
  int deactivate(
      @Mixin Connection connection,
      @Mixin DryRun dryRun,
      @Parameters(paramLabel = "ROLE", description = "The role.") String role)
      throws ApiException {
    ObjectNode change = Api.JSON.createObjectNode().put("active", false);
    return new RoleEdit(connection, role, change, dryRun.wanted).run();
  }

  @Command(name = "activate", description = "Let a deactivated role run again.")
  int activate(
      @Mixin Connection connection,
      @Mixin DryRun dryRun,
      @Parameters(paramLabel = "ROLE", description = "The role.") String role)
      throws ApiException {
    ObjectNode change = Api.JSON.createObjectNode().put("active", true);
    return new RoleEdit(connection, role, change, dryRun.wanted).run();
  }

  @Command(name = "delete", description = "Delete a role; its database is left as it is.")
  int delete(
      @Mixin Connection connection,
      @Option(names = "--yes", description = "Really delete it.") boolean sure,
      @Parameters(paramLabel = "ROLE", description = "The role.") String role)
      throws ApiException {
    try (Api api = connection.open()) {
      Reply before = api.get(ROLES + Fields.path(role));
      if (!sure) {
        connection.say(Tone.CARE, "○ would be done (repeat with --yes):");
        connection.say("  " + consequences(role, before.body()));
        return ExitCode.WOULD_CHANGE;
      }
      api.send(Request.delete(ROLES + Fields.path(role), before.version()));
      connection.say(Tone.GOOD, "● " + role + " is deleted; its database is left as it is.");
      return ExitCode.DONE;
    }
  }

  @Command(
      name = "reset",
      description = "Let a role move again that the flap guard holds, or that ended servers.")
  int reset(
      @Mixin Connection connection,
      @Parameters(paramLabel = "ROLE", description = "The role.") String role)
      throws ApiException {
    try (Api api = connection.open()) {
      ObjectNode body = Api.JSON.createObjectNode();
      String path = ROLES + Fields.path(role) + "/guard/reset";
      return show(connection, api.send(Request.post(path, body).asRepeatable()));
    }
  }

  @Command(name = "history", description = "Show what happened to a role, the newest first.")
  int history(
      @Mixin Connection connection,
      @Option(
              names = "--limit",
              paramLabel = "N",
              defaultValue = "20",
              description = "At most so many (default ${DEFAULT-VALUE}).")
          int limit,
      @Parameters(paramLabel = "ROLE", description = "The role.") String role)
      throws ApiException {
    try (Api api = connection.open()) {
      Reply reply = api.get(ROLES + Fields.path(role) + "/history?limit=" + limit);
      if (connection.json) {
        connection.show(reply.body());
      } else {
        connection.show(RoleTables.history(Fields.list(reply.body(), "events")));
      }
      return ExitCode.DONE;
    }
  }

  @Command(name = "types", description = "Show the role types and the servers that have them.")
  int types(@Mixin Connection connection) throws ApiException {
    try (Api api = connection.open()) {
      Reply reply = api.get("/api/v1/role-types");
      if (connection.json) {
        connection.show(reply.body());
      } else {
        connection.show(RoleTables.types(Fields.list(reply.body(), "types")));
      }
      return ExitCode.DONE;
    }
  }

  /** Shows a role as an answer has it. */
  static int show(Connection connection, Reply reply) {
    JsonNode role = reply.body();
    if (connection.json) {
      connection.show(role);
      return ExitCode.DONE;
    }
    connection.say(
        Tone.TITLE,
        "%s  ·  type %s  ·  fence %s  ·  version %s"
            .formatted(
                Fields.text(role, "name"),
                Fields.text(role, "type"),
                Fields.number(role, "fence"),
                Fields.number(role, "version")));
    String description = Fields.text(role, "description");
    if (!description.isEmpty()) {
      connection.say(connection.ink().paint(Tone.PLAIN, description));
    }
    connection.say(connection.ink().paint(Tone.PLAIN, Fields.text(role, "sentence")));
    String force = Fields.yes(role, "forceHighestPriority") ? Switch.ON.name() : Switch.OFF.name();
    connection.say("Force execution on highest priority server: " + force.toLowerCase(Locale.ROOT));
    JsonNode database = role.path("database");
    String where = Fields.text(database, "url") + (Fields.yes(database, "local") ? " (local)" : "");
    String how = Fields.text(database, "state") + " " + Fields.text(database, "sentence");
    connection.say("Database: " + connection.ink().paint(Tone.PLAIN, where + "  " + how));
    connection.say("");
    connection.show(RoleTables.servers(role));
    return ExitCode.DONE;
  }

  private static String consequences(String role, JsonNode before) {
    String host = Fields.text(before, "host");
    String stops = host.isEmpty() ? "" : " It stops on " + host + ".";
    return "Role " + role + " is deleted." + stops + " Its database is left as it is.";
  }
}
