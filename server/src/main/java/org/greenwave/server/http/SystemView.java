package org.greenwave.server.http;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.greenwave.directory.Directory;
import org.greenwave.directory.HistoryEntry;
import org.greenwave.directory.Maintenance;
import org.greenwave.directory.Role;
import org.greenwave.directory.Server;
import org.greenwave.directory.failover.Finding;
import org.greenwave.directory.failover.Findings;
import org.greenwave.directory.failover.Majority;
import org.greenwave.directory.failover.Sighting;
import org.greenwave.directory.failover.Situation;
import org.greenwave.server.codec.Json;
import org.greenwave.server.core.Node;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The system as the API shows it, from one server's point of view. */
final class SystemView {
  /** So many Directory servers, or fewer, cannot lose one of them. */
  private static final int SPARE_NONE = 2;

  private static final DateTimeFormatter MILLIS =
      new DateTimeFormatterBuilder().appendInstant(3).toFormatter(Locale.ROOT);

  private final Node node;
  private final RoleView roles;

  SystemView(Node node) {
    this.node = node;
    roles = new RoleView(node);
  }

  RoleView roles() {
    return roles;
  }

  /** The whole status. */
  ObjectNode status() {
    Directory directory = node.view().directory();
    ObjectNode status = Json.mapping().createObjectNode();
    status.putObject("system").put("id", directory.id()).put("name", directory.name());
    status.put("answeredBy", node.identity().name());
    status.put("version", directory.version());
    status.set("directory", directory());
    status.set("servers", servers());
    status.set("roles", roles.all());
    ArrayNode findings = status.putArray("findings");
    findings().forEach(finding -> findings.add(finding(finding)));
    return status;
  }

  private ObjectNode directory() {
    Directory directory = node.view().directory();
    Optional<String> leader = leader();
    ObjectNode shown = Json.mapping().createObjectNode();
    shown.put("leader", leader.orElse(null));
    shown.put("term", node.situation().map(now -> now.sightings().term()).orElse(0L));
    shown.put("preferredLeader", directory.preferredLeader().orElse(null));
    directory.directoryServers().forEach(shown.putArray("servers")::add);
    boolean available =
        leader.isPresent()
            && node.situation()
                .map(Majority::survivesLoss)
                .orElse(directory.directoryServers().size() > SPARE_NONE);
    shown.put("failover", available ? "available" : "unavailable");
    shown.put("sentence", sentence(leader, available));
    return shown;
  }

  private String sentence(Optional<String> leader, boolean available) {
    if (leader.isEmpty()) {
      return "No Directory leader can be heard: roles go on where they are, and failover is"
          + " unavailable.";
    }
    if (node.situation().isEmpty()) {
      return leader.get()
          + " leads the Directory; whether that would survive a loss, only Directory servers know.";
    }
    return available
        ? leader.get() + " leads the Directory, which would survive the loss of any one server."
        : leader.get()
            + " leads the Directory, which would not survive the loss of another Directory server.";
  }

  /** The leader, if it has been heard lately. */
  Optional<String> leader() {
    return node.hasLease() ? node.leader() : Optional.empty();
  }

  /** What needs care, loudest first. */
  List<Finding> findings() {
    List<Finding> known = new ArrayList<>(node.remarks().all());
    known.addAll(node.situation().map(Findings::of).orElseGet(() -> List.of(unwatched())));
    known.sort(Comparator.comparing(Finding::severity));
    if (leader().isPresent()) {
      return known;
    }
    List<Finding> louder = new ArrayList<>(List.of(Findings.unheard(node.identity().name())));
    louder.addAll(known);
    return louder;
  }

  private Finding unwatched() {
    Directory directory = node.view().directory();
    List<String> watchers =
        directory.servers().values().stream()
            .filter(Server::votes)
            .map(server -> server.name() + " (" + api(server) + ")")
            .toList();
    return Findings.unwatched(node.identity().name(), watchers);
  }

  private static ObjectNode finding(Finding finding) {
    return Json.mapping()
        .createObjectNode()
        .put("severity", finding.severity().name().toLowerCase(Locale.ROOT))
        .put("about", finding.about())
        .put("sentence", finding.sentence())
        .put("advice", finding.advice());
  }

  /** All servers. */
  ArrayNode servers() {
    ArrayNode servers = Json.mapping().createArrayNode();
    Map<String, Duties> duties = duties();
    node.view()
        .directory()
        .servers()
        .values()
        .forEach(server -> servers.add(server(server, duties)));
    return servers;
  }

  /** One server. */
  ObjectNode server(Server server) {
    return server(server, duties());
  }

  /** The roles that a server hosts, and those that it is a standby for. */
  private record Duties(List<String> hosts, List<String> standbyFor) {}

  /** The duties of all servers that have any, by the one look at all roles. */
  private Map<String, Duties> duties() {
    Map<String, Duties> duties = new HashMap<>();
    for (Role role : node.view().directory().roles().values()) {
      Optional<String> host = roles.host(role.name());
      host.ifPresent(server -> duties(server, duties).hosts().add(role.name()));
      role.servers().stream()
          .filter(server -> host.filter(server::equals).isEmpty())
          .forEach(server -> duties(server, duties).standbyFor().add(role.name()));
    }
    return duties;
  }

  private static Duties duties(String server, Map<String, Duties> known) {
    return known.computeIfAbsent(server, _ -> new Duties(new ArrayList<>(), new ArrayList<>()));
  }

  private ObjectNode server(Server server, Map<String, Duties> duties) {
    ObjectNode shown = Json.mapping().createObjectNode();
    shown.put("name", server.name());
    shown.put("kind", server.kind().name().toLowerCase(Locale.ROOT));
    shown.put("leader", leader().filter(server.name()::equals).isPresent());
    shown.put("version", server.release());
    shown.put("api", api(server));
    presence(server.name(), shown);
    Maintenance maintenance = node.view().directory().maintenance().get(server.name());
    shown.set("maintenance", maintenance == null ? null : maintenance(maintenance));
    shown.put("localDatabase", server.database().map(Role.Database::url).orElse(null));
    Duties mine = duties.getOrDefault(server.name(), new Duties(List.of(), List.of()));
    mine.hosts().forEach(shown.putArray("hosts")::add);
    mine.standbyFor().forEach(shown.putArray("standbyFor")::add);
    return shown;
  }

  private static ObjectNode maintenance(Maintenance maintenance) {
    return Json.mapping()
        .createObjectNode()
        .put("since", instant(maintenance.since()))
        .put("by", maintenance.by())
        .put("note", maintenance.note());
  }

  private void presence(String name, ObjectNode shown) {
    Optional<Situation> situation = node.situation();
    Optional<Sighting> sighting = situation.flatMap(now -> now.sightings().of(name));
    boolean self = name.equals(node.identity().name());
    boolean alive =
        self || situation.filter(now -> now.sightings().alive(name, now.nowMillis())).isPresent();
    boolean gone = !alive && situation.filter(now -> now.sightings().seemsEnded(name)).isPresent();
    String state = situation.isEmpty() && !self ? "unknown" : gone ? "gone" : "unreachable";
    shown.put("alive", alive);
    shown.put("state", alive ? "online" : state);
    shown.put("incarnation", sighting.map(Sighting::incarnation).orElse(""));
    boolean lost = node.view().directory().lost(name);
    shown.put("sentence", lost ? lost(name) : sentence(name, alive, state));
    shown.putNull("sinceSeen");
    ArrayNode roleTypes = shown.putArray("roleTypes");
    sighting.ifPresent(seen -> {
      long then = alive ? seen.aliveSinceMillis() : seen.heardAtMillis();
      long agoMillis = situation.get().nowMillis() - then;
      shown.put(
          "sinceSeen",
          instant(Instant.now().minusMillis(agoMillis).truncatedTo(ChronoUnit.SECONDS)));
      seen.roleTypes()
          .forEach(
              (type, version) -> roleTypes.addObject().put("type", type).put("version", version));
    });
  }

  private static String sentence(String name, boolean alive, String state) {
    if (alive) {
      return name + " is online.";
    }
    return switch (state) {
      case "gone" -> "The process on " + name + " has ended.";
      case "unknown" -> "This server does not watch " + name + "; ask a Directory server.";
      default -> name + " is not heard from.";
    };
  }

  private static String lost(String name) {
    return "%s was lost with the system before this one; let another machine take its place: "
            .formatted(name)
        + "greenwave token --replaces %s.".formatted(name);
  }

  /** Where a server's API is. */
  static String api(Server server) {
    return server.endpoints().address();
  }

  /** What happened to a role or server, newest first. */
  ArrayNode history(String about, int limit) {
    ArrayNode events = Json.mapping().createArrayNode();
    node.view().directory().history().reversed().stream()
        .filter(entry -> entry.about().equals(about))
        .limit(limit)
        .forEach(entry -> events.add(event(entry)));
    return events;
  }

  private static ObjectNode event(HistoryEntry entry) {
    ObjectNode event = Json.mapping().createObjectNode();
    event.put("at", instant(entry.at())).put("kind", entry.kind());
    event.put("server", entry.server().orElse(null));
    if (entry.fence() > 0) {
      event.put("fence", entry.fence());
    } else {
      event.putNull("fence");
    }
    return event.put("sentence", entry.sentence());
  }

  /** A time as the API writes it: UTC with milliseconds. */
  static String instant(Instant at) {
    return MILLIS.format(at);
  }
}
