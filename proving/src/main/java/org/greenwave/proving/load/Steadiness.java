package org.greenwave.proving.load;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.greenwave.proving.cluster.LocalCluster;
import org.greenwave.proving.cluster.Watch;
import tools.jackson.databind.JsonNode;

/**
 * Whether nothing changes in a system in which nothing fails: no grant, begun or activated, no
 * other leader, and samples come in from look to look; and how close it came to that.
 */
final class Steadiness implements AutoCloseable {
  private final LocalCluster cluster;
  private final Watch watch;
  private final long fence;
  private final String newest;
  private final String leader;
  private final List<String> breaches = new ArrayList<>();
  private final Stillness stillness = Stillness.watched();
  private final long began = System.nanoTime();
  private long stored;
  private int leastLeftPercent = 100;
  private String least = "";

  private Steadiness(LocalCluster cluster) throws IOException, InterruptedException, SQLException {
    this.cluster = cluster;
    this.watch = new Watch(cluster);
    fence = cluster.database().fence();
    newest = newest();
    leader = leader();
    stored = stored();
  }

  /** From now on. */
  static Steadiness of(LocalCluster cluster)
      throws IOException, InterruptedException, SQLException {
    return new Steadiness(cluster);
  }

  /** Looks at everything once. */
  void look() throws IOException, InterruptedException, SQLException {
    notice(cluster.database().fence() == fence, "the fence in the database was raised");
    notice(newest().equals(newest), "the role's history has gone on: " + newest());
    notice(leader().equals(leader), "%s led, and now %s".formatted(leader, leader()));
    long before = stored;
    stored = stored();
    notice(stored > before, "no sample was stored between two looks");
    long stillMillis = stillness.worstMillis();
    for (String server : cluster.servers()) {
      left(server, stillMillis);
    }
  }

  private void left(String server, long stillMillis) throws IOException, InterruptedException {
    int left = cluster.api(server).read("/health").path("leaseLeastLeftPercent").asInt(0);
    if (left < leastLeftPercent) {
      leastLeftPercent = left;
      long minute = Duration.ofNanos(System.nanoTime() - began).toMinutes();
      least =
          "seen on %s in minute %d, when the machine itself stood still for up to %d ms"
              .formatted(server, minute, stillMillis);
    }
  }

  private void notice(boolean steady, String what) {
    if (!steady) {
      breaches.add(what);
    }
  }

  private String newest() throws IOException, InterruptedException {
    return watch.history(cluster.servers()).findFirst().map(Object::toString).orElse("");
  }

  /** Who leads, and in which term: one that lost the lead and got it back was disturbed, too. */
  private String leader() throws IOException, InterruptedException {
    JsonNode directory = watch.read(cluster.servers(), "/api/v1/status").path("directory");
    return "%s in term %d"
        .formatted(directory.path("leader").asString(""), directory.path("term").asLong(0));
  }

  private long stored() throws SQLException {
    return cluster.database().samples();
  }

  List<String> breaches() {
    return breaches;
  }

  int leastLeftPercent() {
    return leastLeftPercent;
  }

  /** Where and when the least was left. */
  String least() {
    return least;
  }

  @Override
  public void close() {
    stillness.close();
  }
}
