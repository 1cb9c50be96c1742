package org.greenwave.proving.faults;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.greenwave.proving.Options;
import org.greenwave.proving.Trial;
import org.greenwave.proving.Verdict;
import org.greenwave.proving.Wait;
import org.greenwave.proving.cluster.Api;
import org.greenwave.proving.cluster.Cluster;
import org.greenwave.proving.cluster.LocalCluster;
import org.greenwave.proving.cluster.Signals;
import org.greenwave.proving.cluster.Watch;
import org.greenwave.proving.history.Samples;
import tools.jackson.databind.JsonNode;

/** The whole system loses its power at once, and is started again (laws L3 and L7). */
public final class BlackoutTrial implements Trial {
  private static final List<String> CONFIGURATION =
      List.of("name", "type", "description", "active", "forceHighestPriority", "settings");
  private static final int ROUNDS = 3;

  @Override
  public String claim() {
    return "All servers and the database die at once; started again, nothing is lost.";
  }

  @Override
  public void run(Options options, Verdict verdict) throws Exception {
    verdict.tell("starting three servers, a database and a field");
    try (LocalCluster cluster = LocalCluster.start()) {
      new Watch(cluster).settled();
      Samples samples = Samples.begin(cluster);
      int rounds = options.brief() ? 1 : ROUNDS;
      for (int round = 1; round <= rounds; round++) {
        Instant began = Instant.now();
        blackout(cluster, new Watch(cluster), round, verdict);
        samples.outage(began, Instant.now());
        samples.check(verdict);
      }
    }
  }

  private static void blackout(Cluster cluster, Watch watch, int round, Verdict verdict)
      throws Exception {
    String host = watch.settled();
    String description = "edited just before blackout " + round;
    Api.Reply edit =
        cluster
            .api(watch.others(host).getLast())
            .edit(Watch.path(""), "{\"description\":\"%s\"}".formatted(description));
    verdict.check(edit.status() == 200, "an edit was acknowledged");
    Before before = Before.of(cluster, watch);
    verdict.tell(
        "%s hosts; %d samples and %d events; killing everything"
            .formatted(host, before.samples().size(), before.history().size()));
    Signals.kill(
        Stream.concat(
                cluster.servers().stream().map(cluster::process),
                Stream.of(cluster.databaseProcess()))
            .toArray(ProcessHandle[]::new));
    verdict.check(silent(cluster), "nothing answers");
    cluster.startDatabase();
    for (String server : cluster.servers()) {
      cluster.start(server);
    }
    verdict.tell("%s hosts again".formatted(watch.settled()));
    verdict.check(
        watch.role().path("description").asString("").equals(description),
        "L7: the acknowledged edit is there");
    before.compare(cluster, watch, verdict);
  }

  private static boolean silent(Cluster cluster) {
    return !cluster.database().answers()
        && cluster.servers().stream().noneMatch(it -> answers(cluster.api(it)));
  }

  private static boolean answers(Api api) {
    try {
      api.read("/health");
      return true;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /**
   * What must be the same afterwards.
   *
   * @param role the role's configuration
   * @param history its events, oldest last, as text
   * @param samples every sample that the database had committed
   */
  private record Before(List<JsonNode> role, List<String> history, Set<Long> samples) {
    static Before of(Cluster cluster, Watch watch) throws Exception {
      return new Before(configuration(watch), history(watch), cluster.database().keys());
    }

    void compare(Cluster cluster, Watch watch, Verdict verdict) throws Exception {
      List<String> now = history(watch);
      Set<Long> lost = new HashSet<>(samples);
      lost.removeAll(cluster.database().keys());
      verdict.check(role.equals(configuration(watch)), "L7: the configuration is the same");
      verdict.check(
          now.size() >= history.size()
              && now.subList(now.size() - history.size(), now.size()).equals(history),
          "L7: the history goes on where it was: %d events, then %d"
              .formatted(history.size(), now.size()));
      verdict.check(lost.isEmpty(), "L3: committed samples lost: " + lost.size());
      verdict.check(
          Wait.until(Duration.ofSeconds(30), () -> cluster.database().samples() > samples.size()),
          "new samples are stored");
    }

    private static List<JsonNode> configuration(Watch watch) throws Exception {
      JsonNode role = watch.role();
      List<JsonNode> values = new ArrayList<>();
      CONFIGURATION.forEach(field -> values.add(role.path(field)));
      role.path("servers").forEach(server -> values.add(server.path("name")));
      values.add(role.path("database").path("url"));
      return values;
    }

    private static List<String> history(Watch watch) throws Exception {
      return watch.history(watch.others("")).map(JsonNode::toString).toList();
    }
  }
}
