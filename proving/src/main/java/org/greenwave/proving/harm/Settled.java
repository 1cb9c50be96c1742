package org.greenwave.proving.harm;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.greenwave.proving.Wait;
import org.greenwave.proving.cluster.Api;
import org.greenwave.proving.cluster.LocalCluster;
import tools.jackson.databind.JsonNode;

/** Looks whether a system is whole: hosted, all standbys warm, led, in everybody's eyes alike. */
public final class Settled {
  /** How long it may take once nothing is harmed any more (law L4). */
  public static final Duration BUDGET = Duration.ofSeconds(60);

  private final LocalCluster cluster;
  private String missing = "";

  public Settled(LocalCluster cluster) {
    this.cluster = cluster;
  }

  /** Waits for it; empty when it does not come true within the budget. */
  public Optional<Scene> await() {
    long until = System.nanoTime() + BUDGET.toNanos();
    Optional<Scene> scene = Optional.empty();
    // What was whole a moment ago may not be while it is looked at.
    while (scene.isEmpty() && Wait.until(left(until), this::whole) && flows(left(until))) {
      scene = scene();
    }
    return scene;
  }

  private static Duration left(long untilNanos) {
    return Duration.ofNanos(Math.max(0, untilNanos - System.nanoTime()));
  }

  /** What was missing when it was last looked at. */
  public String missing() {
    return missing;
  }

  /** When the role works again after harm, at the latest after the budget. */
  public Instant working() {
    flows(BUDGET);
    return Instant.now();
  }

  private boolean flows(Duration atMost) {
    missing = "no sample is stored";
    try {
      long before = cluster.database().samples();
      return Wait.until(atMost, () -> cluster.database().samples() > before);
    } catch (java.sql.SQLException e) {
      missing = "the database cannot be asked: " + e.getMessage();
      return false;
    }
  }

  private boolean whole() throws IOException, InterruptedException {
    Set<String> said = new HashSet<>();
    for (String server : cluster.servers()) {
      missing = server + " does not answer";
      JsonNode status = api(server).read("/api/v1/status");
      JsonNode role = status.path("roles").path(0);
      if (!sound(server, status, role)) {
        return false;
      }
      said.add(leader(status) + " " + role.path("host") + " " + role.path("fence"));
    }
    missing = "the servers disagree: " + said;
    return said.size() == 1;
  }

  private Api api(String server) {
    return cluster.api(server).patient(Duration.ofSeconds(2));
  }

  private static String leader(JsonNode status) {
    return status.path("directory").path("leader").asString("");
  }

  private boolean sound(String server, JsonNode status, JsonNode role) {
    boolean led = !leader(status).isEmpty();
    boolean failover = status.path("directory").path("failover").asString("").equals("available");
    boolean hosted = role.path("state").asString("").equals("hosted");
    Optional<JsonNode> cold =
        role.path("servers")
            .valueStream()
            .filter(it ->
                !it.path("state")
                    .asString("")
                    .equals(it.path("host").asBoolean() ? "host" : "warm"))
            .findFirst();
    missing =
        "%s says: led %s, failover %s, hosted %s, cold: %s"
            .formatted(server, led, failover, hosted, cold.map(JsonNode::toString).orElse("none"));
    return led && failover && hosted && cold.isEmpty();
  }

  private Optional<Scene> scene() {
    try {
      JsonNode status = api(cluster.servers().getFirst()).read("/api/v1/status");
      String host = status.path("roles").path(0).path("host").asString("");
      return host.isEmpty() || leader(status).isEmpty()
          ? Optional.empty()
          : Optional.of(new Scene(host, leader(status), cluster.servers()));
    } catch (IOException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
