package org.greenwave.proving.topology;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.greenwave.proving.Verdict;
import org.greenwave.proving.Wait;
import org.greenwave.proving.cluster.Api;
import org.greenwave.proving.cluster.Cluster;
import org.greenwave.proving.cluster.Signals;
import org.greenwave.proving.cluster.Topology;
import org.greenwave.proving.cluster.Watch;
import tools.jackson.databind.JsonNode;

/** The only Directory server dies: the role goes on, and all that is lost is said loudly. */
final class LostDirectory {
  private static final Duration LOUD_WITHIN = Duration.ofSeconds(5);
  private static final Duration TO_START = Duration.ofSeconds(60);
  private static final Duration CALM_WITHIN = Duration.ofSeconds(5);
  private static final Duration NO_MOVE = Duration.ofSeconds(10);

  /** Longer than a stretched lease, and than a period of the field. */
  private static final Duration LONGER_THAN_A_LEASE = Duration.ofSeconds(7);

  private final Cluster cluster;
  private final Watch watch;
  private final Verdict verdict;
  private final List<String> expansions = Topology.CLASSIC.expansions();
  private final String directory;

  LostDirectory(Cluster cluster, Watch watch, Verdict verdict) {
    this.cluster = cluster;
    this.watch = watch;
    this.verdict = verdict;
    directory = cluster.servers().getFirst();
  }

  void prove() throws IOException, InterruptedException, SQLException {
    String host = watch.settled();
    long fence = cluster.database().fence();
    long began = System.nanoTime();
    Signals.kill(cluster.process(directory));
    for (String server : expansions) {
      loud(server, began);
    }
    goesOn(host, fence);
    refused();
    cluster.start(directory);
    asBefore(host, fence);
  }

  private void loud(String server, long began) throws IOException, InterruptedException {
    boolean loud = Wait.until(LOUD_WITHIN, () -> !alarm(server).isEmpty());
    verdict.check(
        loud,
        "%s says %d ms after the end of %s: %s"
            .formatted(server, millisSince(began), directory, alarm(server)));
    JsonNode shown = status(server).path("directory");
    verdict.check(
        shown.path("failover").asString("").equals("unavailable") && shown.path("leader").isNull(),
        server + " shows no leader: " + shown.path("sentence").asString(""));
  }

  /** The loudest thing that a server says about failover, empty when it is calm. */
  private String alarm(String server) throws IOException, InterruptedException {
    return status(server)
        .path("findings")
        .valueStream()
        .filter(finding -> finding.path("severity").asString("").equals("error"))
        .map(finding -> finding.path("sentence").asString(""))
        .filter(sentence -> sentence.contains("Failover is unavailable"))
        .findFirst()
        .orElse("");
  }

  private JsonNode status(String server) throws IOException, InterruptedException {
    return cluster.api(server).read("/api/v1/status");
  }

  private void goesOn(String host, long fence)
      throws IOException, InterruptedException, SQLException {
    for (int look = 0; look < 2; look++) {
      long before = cluster.database().samples();
      boolean kept =
          Wait.throughout(LONGER_THAN_A_LEASE, () -> cluster.database().fence() == fence);
      long more = cluster.database().samples() - before;
      verdict.check(
          kept && more > 0,
          "%s stores %d samples in %d s without the Directory"
              .formatted(host, more, LONGER_THAN_A_LEASE.toSeconds()));
    }
    verdict.check(
        cluster.database().fence() == fence && watch.host(expansions).orElse("").equals(host),
        "%s is still the host under fence %d".formatted(host, fence));
  }

  private void refused() throws IOException, InterruptedException {
    for (String server : expansions) {
      long began = System.nanoTime();
      Api.Reply edit = cluster.api(server).edit(Watch.path(""), "{\"description\":\"lost\"}");
      verdict.check(
          edit.status() == 503 && edit.body().path("detail").asString("").endsWith("."),
          "an edit on %s is refused after %d ms: %d %s"
              .formatted(
                  server,
                  millisSince(began),
                  edit.status(),
                  edit.body().path("detail").asString("")));
    }
  }

  private void asBefore(String host, long fence)
      throws IOException, InterruptedException, SQLException {
    long began = System.nanoTime();
    boolean leads =
        Wait.until(
            TO_START,
            () ->
                status(directory).path("directory").path("leader").asString("").equals(directory));
    verdict.check(leads, "%s leads %d ms after its start".formatted(directory, millisSince(began)));
    long led = System.nanoTime();
    boolean calm = Wait.until(CALM_WITHIN, () -> expansions.stream().allMatch(this::calm));
    verdict.check(calm, "all are calm %d ms later".formatted(millisSince(led)));
    watch.settled();
    verdict.check(
        Wait.throughout(NO_MOVE, () -> watch.host(expansions).orElse("").equals(host))
            && watch.host(cluster.servers()).orElse("").equals(host)
            && cluster.database().fence() == fence,
        "%s is still the host under fence %d: no needless move".formatted(host, fence));
    verdict.check(
        watch.role().path("description").asString("").isEmpty(), "what was refused was not done");
    Api.Reply edit =
        cluster.api(expansions.getLast()).edit(Watch.path(""), "{\"description\":\"\"}");
    verdict.check(edit.status() == 200, "an edit is taken again: " + edit.status());
  }

  private boolean calm(String server) {
    try {
      return alarm(server).isEmpty();
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static long millisSince(long nanos) {
    return (System.nanoTime() - nanos) / 1_000_000;
  }
}
