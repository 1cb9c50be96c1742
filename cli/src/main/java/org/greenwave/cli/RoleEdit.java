package org.greenwave.cli;

import java.util.Optional;
import org.greenwave.cli.api.Api;
import org.greenwave.cli.api.ApiException;
import org.greenwave.cli.api.RefusedException;
import org.greenwave.cli.api.Reply;
import org.greenwave.cli.api.Request;
import org.greenwave.cli.text.Ink.Tone;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * An edit of a role: read it, then change the very version that was read. Somebody else's edit in
 * between is refused by the server, never overwritten.
 *
 * @param connection where, and how to show it
 * @param role the role's name
 * @param change the fields that change
 * @param dryRun whether only to tell what would happen
 * @param version the version to change, if it was read earlier
 */
record RoleEdit(
    Connection connection, String role, ObjectNode change, boolean dryRun, Optional<Long> version) {
  /** An edit of the role as it is now. */
  RoleEdit(Connection connection, String role, ObjectNode change, boolean dryRun) {
    this(connection, role, change, dryRun, Optional.empty());
  }

  /** The same edit of a version that was read earlier, if it is known. */
  RoleEdit of(Optional<Long> earlier) {
    return new RoleEdit(connection, role, change, dryRun, earlier);
  }

  /** Previews or makes the change, and returns the exit code. */
  int run() throws ApiException {
    try (Api api = connection.open()) {
      String path = "/api/v1/roles/" + Fields.path(role);
      if (dryRun) {
        return preview(api.send(Request.post(path + "/preview", change).asRepeatable()));
      }
      String known = version.isPresent() ? "\"%d\"".formatted(version.get()) : "";
      Reply after = save(api, path, known.isEmpty() ? api.get(path).version() : known);
      if (connection.json) {
        connection.show(after.body());
      } else {
        connection.say(Tone.GOOD, "● " + role + " is changed.");
        connection.say(Fields.text(after.body(), "sentence"));
        connection.show(RoleTables.servers(after.body()));
      }
      return ExitCode.DONE;
    }
  }

  private Reply save(Api api, String path, String version) throws ApiException {
    try {
      return api.send(Request.patch(path, version, change));
    } catch (RefusedException e) {
      JsonNode current = e.problem().whole().path("current");
      if (e.problem().status() == 412 && current.isObject() && !connection.json) {
        connection.say("The role is now:");
        connection.show(RoleTables.servers(current));
      }
      throw e;
    }
  }

  private int preview(Reply reply) {
    JsonNode answer = reply.body();
    boolean accepted = Fields.yes(answer, "accepted");
    if (connection.json) {
      connection.show(answer);
    } else {
      String title = accepted ? "○ would be done:" : "✗ would be refused:";
      connection.say(accepted ? Tone.CARE : Tone.BAD, title);
      for (JsonNode line : Fields.list(answer, accepted ? "sentences" : "reasons")) {
        connection.say("  " + connection.ink().paint(Tone.PLAIN, line.asString("")));
      }
    }
    boolean nothing = accepted && answer.path("sentences").isEmpty();
    return nothing ? ExitCode.DONE : accepted ? ExitCode.WOULD_CHANGE : ExitCode.REFUSED;
  }
}
