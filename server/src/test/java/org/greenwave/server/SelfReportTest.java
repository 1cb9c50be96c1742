package org.greenwave.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.greenwave.server.metrics.Metric;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What two servers, one of them the host of a role, tell monitors of themselves. */
class SelfReportTest {
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final Pattern DOCUMENTED = Pattern.compile("(?m)^\\| `(greenwave_[a-z_]+)` \\|");
  private static final Pattern SERVED = Pattern.compile("(?m)^(greenwave_[a-z_]+)[{ ]");

  @TempDir static Path folder;
  private static TwoServers system;

  @BeforeAll
  static void start() throws Exception {
    system = new TwoServers(folder);
    system.post("/api/v1/roles").with(201);
    TwoServers.awaitTrue(
        () -> metrics(system.alpha).contains("greenwave_role_hosted{role=\"north\"} 1.0"));
  }

  @AfterAll
  static void stop() {
    system.close();
  }

  private static HttpResponse<String> ask(String address) throws Exception {
    return CLIENT.send(
        HttpRequest.newBuilder(URI.create(address))
            .header("Authorization", "Bearer " + system.calls.shown())
            .build(),
        BodyHandlers.ofString());
  }

  private static String metrics(String server) throws Exception {
    return ask(server + "/metrics").body();
  }

  private static Set<String> names(Pattern pattern, String text) {
    return pattern
        .matcher(text)
        .results()
        .map((MatchResult name) -> name.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void whatIsServedIsWhatIsDocumented() throws Exception {
    List<String> known = Arrays.stream(Metric.values()).map(Metric::key).toList();
    // What is told to recipients is counted for each of them, and here there is none.
    assertThat(names(SERVED, metrics(system.alpha)))
        .containsExactlyInAnyOrderElementsOf(
            known.stream().filter(name -> !name.startsWith("greenwave_notices_")).toList());
    assertThat(names(DOCUMENTED, operating())).containsExactlyInAnyOrderElementsOf(known);
  }

  private static String operating() throws IOException {
    Path module = Path.of(System.getProperty("basedir", "."));
    return Files.readString(module.resolve("..").resolve("OPERATING.md"));
  }

  @Test
  void valuesAreThoseOfTheServerThatIsAsked() throws Exception {
    assertThat(metrics(system.alpha).lines())
        .contains(
            "greenwave_directory_leading 1.0",
            "greenwave_directory_leader{server=\"alpha\"} 1.0",
            "greenwave_directory_leader_heard 1.0",
            "greenwave_role_hosted{role=\"north\"} 1.0",
            "greenwave_role_fence{role=\"north\"} 1.0",
            "greenwave_role_takeovers{role=\"north\"} 1.0",
            "greenwave_role_state{role=\"north\",state=\"hosted\"} 1.0",
            "greenwave_role_state{role=\"north\",state=\"moving\"} 0.0");
    assertThat(metrics(system.beta))
        .contains("greenwave_directory_leading 0.0\n", "greenwave_directory_leader_heard 1.0\n")
        .contains("greenwave_role_hosted{role=\"north\"} 0.0\n")
        .doesNotContain("greenwave_directory_term ", "greenwave_role_usable_standbys{");
  }

  @Test
  void aLoadBalancerNeedsOnlyTheStatus() throws Exception {
    health(system.alpha, "", 200, "alpha runs.");
    health(system.alpha, "/ready", 200, "alpha hears alpha, which leads the Directory.");
    health(system.beta, "/ready", 200, "beta hears alpha, which leads the Directory.");
    health(system.alpha, "/leader", 200, "alpha leads the Directory.");
    health(system.beta, "/leader", 503, "beta does not lead the Directory; alpha does.");
    health(system.alpha, "/host/north", 200, "alpha hosts north.");
    health(system.beta, "/host/north", 503, "beta does not host north; alpha does.");
    assertThat(ask(system.beta + "/health/host/south").statusCode()).isEqualTo(404);
  }

  private static void health(String server, String path, int status, String sentence)
      throws Exception {
    HttpResponse<String> answer = ask(server + "/health" + path);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(answer.body()).contains("\"sentence\":\"" + sentence + "\"");
  }

  @Test
  void theLeaseAndTheWorkGoOn() throws Exception {
    assertThat(value("greenwave_lease_left_seconds")).isBetween(0.0, 7.0);
    assertThat(value("greenwave_data_free_bytes")).isPositive();
    assertThat(value("greenwave_connections_open")).isPositive();
    double before = value("greenwave_uptime_seconds");
    TwoServers.awaitTrue(() -> value("greenwave_uptime_seconds") > before);
  }

  private static double value(String name) throws Exception {
    return metrics(system.alpha)
        .lines()
        .filter(line -> line.startsWith(name + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
        .findFirst()
        .orElseThrow();
  }
}
