package org.greenwave.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.greenwave.directory.people.People;
import org.greenwave.server.codec.Json;
import org.greenwave.server.http.Routes;
import org.greenwave.server.openapi.DescribedCalls.Reply;
import org.greenwave.server.openapi.Operation;
import org.greenwave.server.openapi.RecordedRoutes;
import org.greenwave.server.openapi.Sent;
import org.greenwave.server.people.Callers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * What two running servers with roles answer, held against the description: its examples are sent
 * for real, and every status is brought about that can be. One test goes on from the other.
 */
@TestMethodOrder(OrderAnnotation.class)
class OpenApiAnswersTest {
  private static final String NORTH = "/api/v1/roles/north";
  private static final String SOUTH = "/api/v1/roles/south";
  private static final String EXPORT = "/api/v1/directory/export";
  private static final String TIMINGS = "/api/v1/timings";
  private static final String JSON = "application/json";
  private static final String ANY_ROLE_CALL = "ANY /api/v1/roles/{role}/{+path}";

  /** Each needs a race, or five hundred followers. */
  private static final Set<String> RARE =
      Set.of("editRole 409", "resetRoleGuard 409", "followStatus 503", "handLeadership 409");

  @TempDir static Path folder;
  private static TwoServers system;

  @BeforeAll
  static void start() throws Exception {
    system = new TwoServers(folder);
  }

  @AfterAll
  static void stop() {
    system.close();
  }

  private static JsonNode json(String text) {
    return Json.mapping().readTree(text);
  }

  private static Reply sound(Sent sent) throws Exception {
    return system.calls.sound(sent);
  }

  private static Reply any(Sent sent) throws Exception {
    return system.calls.any(sent);
  }

  private static boolean hostedBy(JsonNode role, String server) {
    return role.path("state").asString().equals("hosted")
        && role.path("host").asString("").equals(server);
  }

  @Test
  @Order(1)
  void everyRouteIsDescribedAndEveryOperationIsRouted() {
    Callers callers = new Callers(() -> People.NONE, InstantSource.system(), true);
    Set<String> routes =
        RecordedRoutes.of(new Routes(system.first().node(), callers, () -> 0)::addTo);
    Set<String> described =
        system.description.operations().stream()
            .map(Operation::route)
            .filter(route ->
                routes.contains(route) || !route.matches("[A-Z]+ /api/v1/roles/\\{role}/.*"))
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(routes.removeAll(Set.of(ANY_ROLE_CALL, "GET /*"))).isTrue();
    assertThat(described).isEqualTo(routes);
  }

  @Test
  @Order(2)
  void theSystem() throws Exception {
    for (String path : List.of("status", "servers", "role-types", "roles", "timings")) {
      system.readBoth("/api/v1/" + path);
    }
    system.readBoth("/health");
    sound(Sent.of("GET", system.alpha + "/metrics")).with(200);
    sound(Sent.of("GET", system.alpha + "/ca.pem")).with(200);
    system.readBoth("/api/v1/authority");
    system.readBoth("/health/ready");
    system.get("/health/leader");
    sound(Sent.of("GET", system.beta + "/health/leader")).with(503);
    system.calls.events(system.beta + "/api/v1/events", 3);
    Reply description = sound(Sent.of("GET", system.alpha + "/api/v1/openapi.yaml")).with(200);
    assertThat(description.response().body()).startsWith("openapi: 3.1");
  }

  @Test
  @Order(3)
  void people() throws Exception {
    PeopleAnswers people = new PeopleAnswers(system);
    people.logins();
    people.aNewPasswordEndsTheOtherSessions();
    people.accounts();
    people.keys();
    new NoticeAnswers(system).recipients();
  }

  @Test
  @Order(4)
  void roles() throws Exception {
    Reply created = system.post("/api/v1/roles").with(201);
    assertThat(created.header("Location")).isEqualTo(NORTH);
    system.post("/api/v1/roles").with(409);
    JsonNode least = json("{\"name\":\"south\",\"type\":\"tss\",\"servers\":[\"beta\"]}");
    sound(Sent.of("POST", system.beta + "/api/v1/roles").with(least)).with(201);
    system.awaitState(NORTH, role -> hostedBy(role, "alpha"));
    system.awaitState(SOUTH, role -> hostedBy(role, "beta"));
    system.readBoth("/api/v1/roles");
    system.readBoth("/api/v1/status");
    anExpansionServerSaysThatItDoesNotWatch();
    system.awaitHealthy("/health/host/north");
    sound(Sent.of("GET", system.beta + "/health/host/north")).with(503);
    system.readBoth(NORTH + "/history?limit=5");
    system.readBoth("/api/v1/roles/beta/history");
  }

  @Test
  @Order(5)
  void edits() throws Exception {
    JsonNode example = system.example("PATCH", NORTH);
    system.post(NORTH + "/preview").with(200);
    Sent refused = Sent.of("POST", system.alpha + NORTH + "/preview");
    JsonNode preview = sound(refused.with(json("{\"servers\":[\"nobody\"]}"))).with(200).json();
    assertThat(preview.path("accepted").asBoolean()).isFalse();
    sound(system.edit(system.alpha, NORTH, example)).with(200);
    assertThat(system.get("/api/v1/audit?q=role-edited").at("/entries/0/differences").toString())
        .contains("force execution on highest priority server");

    JsonNode wider = json("{\"servers\":[\"alpha\",\"beta\"],\"forceHighestPriority\":false}");
    Reply forwarded = sound(system.edit(system.beta, NORTH, wider)).with(200);
    assertThat(forwarded.header("Greenwave-Answered-By")).isEqualTo("alpha");
    Sent reading = Sent.of("GET", system.beta + NORTH);
    String version = forwarded.header("Greenwave-Version");
    assertThat(sound(reading.header("Greenwave-Version", version)).header("ETag"))
        .isEqualTo(forwarded.header("ETag"));

    Sent late = Sent.of("PATCH", system.beta + NORTH).header("If-Match", "\"1\"").with(example);
    Reply stale = sound(late).with(412);
    assertThat(stale.json().at("/current/version").asLong()).isGreaterThan(1);
    assertThat(stale.header("ETag")).isEqualTo(forwarded.header("ETag"));
    sound(Sent.of("DELETE", system.alpha + NORTH).header("If-Match", "\"1\"")).with(412);
  }

  @Test
  @Order(6)
  void moves() throws Exception {
    system.awaitState(NORTH, role -> role.at("/servers/1/state").asString().equals("warm"));
    system.post(NORTH + "/move").with(202);
    system.awaitState(NORTH, role -> hostedBy(role, "beta"));
    system.post(NORTH + "/move").with(409);
    sound(Sent.of("POST", system.beta + NORTH + "/guard/reset")).with(200);
    system.get(NORTH + "/history");
  }

  @Test
  @Order(7)
  void whatWasMeasured() throws Exception {
    system.awaitState(NORTH + "/summary", sums -> sums.path("samplesStored").asLong() > 2);
    JsonNode units = system.get(NORTH + "/units?q=probe&limit=1&after=0").path("units");
    assertThat(units.path(0).path("source").asString()).isEqualTo("failover");
    JsonNode zones = system.get(NORTH + "/zones?unit=probe&q=fail&limit=5").path("zones");
    String zone = NORTH + "/zones/" + zones.path(0).path("id").asInt() + "/samples";
    assertThat(system.get(zone + "?limit=2").path("samples")).hasSize(2);
    Instant now = Instant.now();
    String span = "?from=" + now.minusSeconds(600) + "&to=" + now + "&limit=10";
    assertThat(system.get(zone + span).path("samples").path(0).path("volume").asInt()).isEqualTo(1);
    system.readBoth(NORTH + "/zones");
    Reply forwarded = sound(Sent.of("GET", system.alpha + NORTH + "/units")).with(200);
    assertThat(forwarded.header("Greenwave-Answered-By")).isEqualTo("beta");
    system.calls.events(system.alpha + NORTH + "/live?topic=zones", 1);
    system.calls.events(system.alpha + SOUTH + "/live", 1);
  }

  @Test
  @Order(8)
  void imports() throws Exception {
    Operation sites = system.description.operation("POST", NORTH + "/import/datex/sites");
    Operation data = system.description.operation("POST", NORTH + "/import/datex/data");
    sound(system.sample(system.alpha, data, "north", "")).with(409);
    String deep = "<Envelope>" + "<a>".repeat(10_000);
    for (Operation take : List.of(sites, data)) {
      Sent empty = Sent.of("POST", system.alpha + take.path("north", ""));
      sound(system.sample(system.alpha, take, "north", "")).with(200);
      any(empty.with("application/xml", "<")).with(400);
      any(empty.with("application/xml", deep)).with(413);
    }
    assertThat(system.get(NORTH + "/units?q=datex").path("total").asInt()).isEqualTo(1);
  }

  private void anExpansionServerSaysThatItDoesNotWatch() throws Exception {
    JsonNode status = sound(Sent.of("GET", system.beta + "/api/v1/status")).with(200).json();
    JsonNode finding = status.at("/findings/0");
    assertThat(finding.path("severity").asString()).isEqualTo("warning");
    assertThat(finding.path("sentence").asString()).contains("beta").contains("does not watch");
    assertThat(finding.path("advice").asString()).contains("alpha (" + system.alpha + ")");
    assertThat(status.at("/directory/sentence").asString()).contains("only Directory servers know");
    assertThat(system.get("/api/v1/status").path("findings").toString())
        .doesNotContain("does not watch");
  }

  @Test
  @Order(9)
  void servers() throws Exception {
    system.post("/api/v1/servers/beta/maintenance").with(200);
    system.awaitState(NORTH, role -> hostedBy(role, "alpha"));
    system.readBoth("/api/v1/status");
    Sent end = Sent.of("POST", system.beta + "/api/v1/servers/beta/maintenance");
    sound(end.with(json("{\"on\":false}"))).with(200);
    JoiningServer delta = JoiningServer.expansion("delta");
    delta.ask(system.beta, system.token().path("token").asString());
    system.readBoth("/api/v1/servers/delta");
    system.readBoth("/api/v1/status");
    Sent removal = Sent.of("DELETE", system.beta + "/api/v1/servers/delta");
    assertThat(sound(removal).with(200).json().path("done").asBoolean()).isTrue();
    sound(removal).with(404);
    sound(Sent.of("DELETE", system.beta + "/api/v1/servers/alpha")).with(409);
  }

  @Test
  @Order(10)
  void leadership() throws Exception {
    for (String path : List.of("leader", "preferred-leader")) {
      system.post("/api/v1/directory/" + path).with(200);
      Sent wish = Sent.of("POST", system.beta + "/api/v1/directory/" + path);
      any(wish.with(json("{\"server\":\"beta\"}"))).with(422);
      any(wish.with(json("{\"server\":\"zeta\"}"))).with(422);
    }
    system.readBoth("/api/v1/status");
    Sent none = Sent.of("POST", system.beta + "/api/v1/directory/preferred-leader");
    sound(none.with(json("{\"server\":null}"))).with(200);
    system.post(EXPORT).with(200);
    Sent export = Sent.of("POST", system.beta + EXPORT);
    sound(export.with(system.example("POST", EXPORT))).with(200);
    any(export.with(json("{\"passphrase\":\"too short\"}"))).with(422);
  }

  @Test
  @Order(11)
  void timings() throws Exception {
    Sent edit = system.edit(system.beta, TIMINGS, system.example("PATCH", TIMINGS));
    assertThat(sound(edit).with(200).header("Greenwave-Version")).isNotEmpty();
    sound(edit).with(412);
    any(system.edit(system.alpha, TIMINGS, json("{\"leaseMillis\":160}"))).with(422);
  }

  @Test
  @Order(12)
  void everyUnsoundBodyIsRefused() throws Exception {
    for (Operation operation : system.description.operations()) {
      if (operation.body().has(JSON)) {
        Sent sent = tagged(operation, system.sample(system.alpha, operation, "north", "beta"));
        any(sent.with(JSON, "{")).with(400);
        any(sent.with(JSON, "{\"unknown\":1}")).with(422);
        any(sent.with(JSON, "{\"x\":\"" + "y".repeat(2 << 20) + "\"}")).with(413);
        any(sent.header("Content-Encoding", "gzip")).with(415);
      }
    }
  }

  private static Sent tagged(Operation operation, Sent sent) throws Exception {
    return operation.wants("If-Match")
        ? sent.header("If-Match", system.tag(operation.path("north", "beta")))
        : sent;
  }

  @Test
  @Order(13)
  void everyUnknownNameParameterOrTagIsRefused() throws Exception {
    for (Operation operation : system.description.operations()) {
      Sent sent = system.sample(system.alpha, operation, "nobody", "nobody");
      if (operation.ownStatuses().contains(404)) {
        boolean edit = operation.wants("If-Match");
        any(edit ? sent.header("If-Match", "\"1\"") : sent).with(404);
      }
      if (operation.wants("If-Match")) {
        Sent known = system.sample(system.alpha, operation, "north", "beta");
        any(known).with(428);
        any(known.header("If-Match", "\"0\"")).with(412);
      }
    }
    any(Sent.of("DELETE", system.alpha + NORTH).header("If-Match", "x")).with(400);
    for (String unsound :
        List.of("history?limit=x", "units?limit=x", "zones?after=-1", "zones/1/samples?from=x")) {
      any(Sent.of("GET", system.alpha + NORTH + "/" + unsound)).with(400);
    }
    any(Sent.of("GET", system.alpha + NORTH + "/zones/999999/samples")).with(404);
  }

  @Test
  @Order(14)
  void whatAnyRequestCanBeRefusedWith() throws Exception {
    Sent status = Sent.of("GET", system.alpha + "/api/v1/status");
    any(status.header("Greenwave-Version", "x")).with(400);
    any(status.header("Greenwave-Version", "999999")).with(503);
    any(status.header("Origin", "http://evil.example")).with(403);
    any(status.header("Content-Encoding", "zstd").with("text/plain", "x")).with(415);
  }

  @Test
  @Order(15)
  void aRoleThatRunsNowhere() throws Exception {
    sound(system.edit(system.alpha, NORTH, json("{\"active\":false}"))).with(200);
    system.awaitState(NORTH, role -> role.path("state").asString().equals("deactivated"));
    TwoServers.awaitTrue(() -> system.get("/health").path("hosts").isEmpty());
    for (Operation operation : system.description.operations()) {
      if (operation.node().at("/tags/0").asString().equals("Traffic sensors")) {
        any(system.sample(system.beta, operation, "north", "")).with(503);
      }
    }
    String tag = system.tag(NORTH);
    sound(Sent.of("DELETE", system.beta + NORTH).header("If-Match", tag)).with(204);
    system.readBoth("/api/v1/status");
  }

  @Test
  @Order(15)
  void theWayToAnotherVersionIsShown() throws Exception {
    sound(Sent.of("GET", system.beta + "/api/v1/upgrade?to=0.2.0")).with(200);
    any(Sent.of("GET", system.beta + "/api/v1/upgrade?to=latest")).with(400);
  }

  @Test
  @Order(16)
  void withoutALeaderAndWithoutADatabase() throws Exception {
    system.endAlpha();
    List<Callable<Reply>> asked = new ArrayList<>();
    for (Operation operation : system.description.operations()) {
      boolean led =
          !operation.method().equals("get")
              && operation.ownStatuses().contains(503)
              && !operation.body().has("application/xml");
      Sent sent = system.sample(system.beta, operation, "south", "beta");
      if (led) {
        asked.add(() -> any(sent.header("If-Match", "\"1\"")));
      }
    }
    asked.add(() -> any(Sent.of("GET", system.beta + SOUTH + "/summary")));
    asked.add(() -> any(Sent.of("GET", system.beta + "/api/v1/upgrade")));
    try (ExecutorService together = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<Reply> reply : together.invokeAll(asked)) {
        assertThat(reply.get().with(503).header("Retry-After")).isEqualTo("1");
      }
    }
    sound(Sent.of("GET", system.beta + "/api/v1/status")).with(200);
    sound(Sent.of("GET", system.beta + SOUTH)).with(200);
    sound(Sent.of("GET", system.beta + "/health")).with(200);
    TwoServers.awaitTrue(() -> health("/ready") == 503 && health("/host/south") == 503);
  }

  private static int health(String path) throws Exception {
    Sent check = Sent.of("GET", system.beta + "/health" + path);
    return sound(check).response().statusCode();
  }

  @Test
  @Order(17)
  void everyDescribedStatusHasBeenAnswered() {
    Set<String> described = new TreeSet<>();
    for (Operation operation : system.description.operations()) {
      operation.ownStatuses().forEach(status -> described.add(operation.id() + " " + status));
    }
    described.removeAll(system.calls.answered());
    assertThat(described).isSubsetOf(RARE);
  }
}
