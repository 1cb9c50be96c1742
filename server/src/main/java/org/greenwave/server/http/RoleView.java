package org.greenwave.server.http;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.greenwave.directory.Assignment;
import org.greenwave.directory.Grant;
import org.greenwave.directory.Reason;
import org.greenwave.directory.Role;
import org.greenwave.directory.RoleGuard;
import org.greenwave.directory.SkipReason;
import org.greenwave.directory.failover.Decision;
import org.greenwave.directory.failover.Failover;
import org.greenwave.directory.failover.RoleReport;
import org.greenwave.directory.failover.RoleReport.State;
import org.greenwave.directory.failover.Situation;
import org.greenwave.directory.failover.Usability;
import org.greenwave.server.codec.Json;
import org.greenwave.server.core.Node;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Roles as the API shows them. */
final class RoleView {
  /** What an expansion server can say of a standby. */
  private static final String UNWATCHED =
      "Only Directory servers know how ready this server is; ask one of them.";

  /** All states of a role, as the API names them. */
  static final List<String> STATES = List.of("hosted", "moving", "no host", "deactivated");

  private final Node node;

  RoleView(Node node) {
    this.node = node;
  }

  ArrayNode all() {
    ArrayNode roles = Json.mapping().createArrayNode();
    node.view().directory().roles().values().forEach(role -> roles.add(role(role)));
    return roles;
  }

  /** The server that hosts a role and is not known to be gone. */
  Optional<String> host(String role) {
    return grant(role).map(Grant::server).filter(this::maybeAlive);
  }

  private boolean maybeAlive(String server) {
    return node.situation().filter(now -> now.sightings().seemsEnded(server)).isEmpty();
  }

  private Optional<Grant> grant(String role) {
    return switch (node.view().directory().assignment(role)) {
      case Assignment.Held(Grant held) -> Optional.of(held);
      case Assignment.HandingOver(Grant from, _) -> Optional.of(from);
      case Assignment.Vacant _ -> Optional.empty();
    };
  }

  ObjectNode role(Role role) {
    ObjectNode shown = Json.mapping().createObjectNode();
    shown.put("name", role.name()).put("type", role.type());
    shown.put("description", role.description());
    shown.put("active", role.active()).put("forceHighestPriority", role.forceHighest());
    shown.put("version", role.version());
    shown.put("host", host(role.name()).orElse(null));
    shown.put("fence", node.view().directory().assignment(role.name()).fence());
    shown.put("state", state(role));
    shown.put("sentence", sentence(role));
    shown.set("now", node.situation().map(now -> now(role, now)).orElse(null));
    shown.set("guard", guard(role.name()));
    shown.put("since", grant(role.name()).map(Grant::at).map(SystemView::instant).orElse(null));
    ArrayNode servers = shown.putArray("servers");
    List<String> list = role.servers();
    list.forEach(server -> servers.add(place(role, server, list.indexOf(server) + 1)));
    shown.set("database", database(role));
    shown.set("settings", settings(role.settings()));
    return shown;
  }

  /** What the Directory does about the role now, or why nothing. */
  private static ObjectNode now(Role role, Situation situation) {
    Reason reason = Failover.decide(role, situation).reason();
    return Json.mapping()
        .createObjectNode()
        .put("code", reason.code())
        .put("sentence", reason.sentence());
  }

  private ObjectNode guard(String role) {
    RoleGuard guard = node.view().directory().guard(role);
    ObjectNode shown = Json.mapping().createObjectNode().put("heldBack", guard.heldBack());
    shown.put("moves", guard.moves().size());
    ArrayNode ended = shown.putArray("ended");
    guard.endings().forEach(ending -> ended.add(ending.server()));
    return shown;
  }

  /**
   * How many servers but the host could take a role over now; empty on an expansion server, which
   * does not watch the others.
   */
  OptionalLong usableStandbys(Role role) {
    return node.situation().stream()
        .mapToLong(now ->
            role.servers().stream()
                .filter(server -> host(role.name()).filter(server::equals).isEmpty())
                .filter(server -> Usability.skip(role, server, now).isEmpty())
                .count())
        .findFirst();
  }

  /** One of {@link #STATES}. */
  String state(Role role) {
    if (!role.active()) {
      return "deactivated";
    }
    if (node.view().directory().assignment(role.name()) instanceof Assignment.HandingOver) {
      return "moving";
    }
    return host(role.name()).isPresent() ? "hosted" : "no host";
  }

  private String sentence(Role role) {
    Optional<Grant> grant = grant(role.name());
    if (!role.active()) {
      return "The role is deactivated.";
    }
    if (host(role.name()).isPresent() && grant.isPresent()) {
      return grant.get().reason().sentence();
    }
    return node.situation()
        .map(now -> Failover.decide(role, now))
        .map(Decision::reason)
        .map(reason -> reason.sentence())
        .orElse("The role has no host that is known here.");
  }

  private ObjectNode place(Role role, String server, int priority) {
    boolean host = host(role.name()).filter(server::equals).isPresent();
    Optional<RoleReport> report = report(role, server);
    Optional<SkipReason> skip = node.situation().flatMap(now -> Usability.skip(role, server, now));
    boolean working =
        host && report.map(RoleReport::state).filter(State.ACTIVE::equals).isPresent();
    boolean unwatched = host && node.situation().isEmpty();
    boolean absent = skip.filter(RoleView::absent).isPresent();
    ObjectNode shown = Json.mapping().createObjectNode();
    shown.put("name", server).put("priority", priority).put("host", host);
    shown.put("led", working || unwatched ? "green" : absent ? "red" : "grey");
    boolean unknown = !host && node.situation().isEmpty();
    shown.put("state", host ? "host" : unknown ? "unknown" : standby(report, skip));
    shown.put("sentence", unknown ? UNWATCHED : sentence(report, skip));
    return shown;
  }

  private Optional<RoleReport> report(Role role, String server) {
    return node.situation()
        .flatMap(now -> now.sightings().of(server))
        .map(sighting -> sighting.roles().get(role.name()));
  }

  private static boolean absent(SkipReason skip) {
    return switch (skip) {
      case SkipReason.NotRunning _, SkipReason.NotAnswering _, SkipReason.NotSeen _ -> true;
      case SkipReason.Leaving _,
          SkipReason.PluginMissing _,
          SkipReason.PluginIncompatible _,
          SkipReason.DatabaseNotWritable _,
          SkipReason.RefusedByRole _,
          SkipReason.InMaintenance _,
          SkipReason.ReleaseApart _,
          SkipReason.HeldBack _,
          SkipReason.TookOverInVain _,
          SkipReason.NotReady _ ->
          false;
    };
  }

  private static String standby(Optional<RoleReport> report, Optional<SkipReason> skip) {
    if (skip.isEmpty()) {
      return report.map(RoleReport::state).filter(State.WARM::equals).isPresent()
          ? "warm"
          : "preparing";
    }
    return switch (skip.get()) {
      case SkipReason.NotRunning _ -> "gone";
      case SkipReason.NotAnswering _, SkipReason.NotSeen _ -> "unreachable";
      case SkipReason.NotReady _ -> "preparing";
      case SkipReason.InMaintenance _ -> "maintenance";
      case SkipReason.Leaving _,
          SkipReason.PluginMissing _,
          SkipReason.PluginIncompatible _,
          SkipReason.DatabaseNotWritable _,
          SkipReason.RefusedByRole _,
          SkipReason.ReleaseApart _,
          SkipReason.TookOverInVain _,
          SkipReason.HeldBack _ ->
          "unusable";
    };
  }

  private static String sentence(Optional<RoleReport> report, Optional<SkipReason> skip) {
    return skip.map(reason -> reason.sentence() + ".")
        .or(() -> report.map(RoleReport::sentence))
        .orElse("");
  }

  private ObjectNode database(Role role) {
    ObjectNode shown = Json.mapping().createObjectNode();
    shown.put("url", role.database().url()).put("user", role.database().user());
    boolean local =
        node.view().directory().servers().values().stream()
            .flatMap(server -> server.database().stream())
            .anyMatch(kept -> kept.url().equals(role.database().url()));
    shown.put("local", local);
    Optional<Boolean> writable =
        host(role.name()).flatMap(server -> report(role, server)).map(RoleReport::databaseWritable);
    shown.put("state", writable.map(can -> can ? "connected" : "unreachable").orElse("unknown"));
    shown.put("sentence", node.hosts().databaseSentence(role.name()).orElse(""));
    return shown;
  }

  private static JsonNode settings(String json) {
    try {
      return Veil.over(Json.mapping().readTree(json));
    } catch (JacksonException _) {
      return Json.mapping().createObjectNode();
    }
  }

  /** What the rules would do about a role in a situation that an edit would bring about. */
  static String outcome(Role role, Situation situation) {
    return Failover.decide(role, situation).reason().sentence();
  }
}
