package org.greenwave.app.demo;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.greenwave.app.cluster.ClusterException;
import org.greenwave.cli.api.Api;
import org.greenwave.cli.api.ApiException;
import tools.jackson.databind.JsonNode;

/** What the system says about itself, by whichever of its servers answers. */
final class SystemView {
  private static final Duration BETWEEN = Duration.ofMillis(50);
  static final String ROLE = "/api/v1/roles/" + DemoSystem.ROLE;

  private final Api api;

  SystemView(Api api) {
    this.api = api;
  }

  /**
   * A role as it is now.
   *
   * @param host its host, empty if it has none
   * @param fence its fence
   * @param sentence why it is where it is
   * @param servers its Servers list as the API tells it
   */
  record RoleNow(String host, long fence, String sentence, JsonNode servers) {
    /** The state of a server of the list. */
    String stateOf(String server) {
      return servers.values().stream()
          .filter(one -> one.path("name").asString("").equals(server))
          .map(one -> one.path("state").asString(""))
          .findFirst()
          .orElse("");
    }
  }

  /** The role, if any server tells it now. */
  Optional<RoleNow> role() {
    try {
      JsonNode role = api.get(ROLE).body();
      JsonNode host = role.path("host");
      return Optional.of(
          new RoleNow(
              host.isString() ? host.asString() : "",
              role.path("fence").asLong(0),
              role.path("sentence").asString(""),
              role.path("servers")));
    } catch (ApiException e) {
      return Optional.empty();
    }
  }

  /** What the role stores, as its host tells it. */
  Optional<JsonNode> summary() {
    try {
      return Optional.of(api.get(ROLE + "/summary").body());
    } catch (ApiException e) {
      return Optional.empty();
    }
  }

  /** Whether the Directory could lose a server now. */
  boolean failoverAvailable() {
    try {
      JsonNode directory = api.get("/api/v1/status").body().path("directory");
      return directory.path("failover").asString("").equals("available");
    } catch (ApiException e) {
      return false;
    }
  }

  /** A condition that comes true some time. */
  @FunctionalInterface
  interface Condition {
    boolean holds();
  }

  /**
   * Waits for a condition.
   *
   * @param what completes the sentence "… did not happen within …"
   * @throws ClusterException when it does not come true in time
   */
  static void await(String what, Duration patience, Condition condition) throws ClusterException {
    long until = System.nanoTime() + patience.toNanos();
    while (!condition.holds()) {
      if (System.nanoTime() - until > 0) {
        throw new ClusterException(what + " within " + patience.toSeconds() + " s.");
      }
      LockSupport.parkNanos(BETWEEN.toNanos());
    }
  }
}
