package org.greenwave.proving.harm;

import java.io.IOException;
import java.time.Duration;
import org.greenwave.proving.cluster.Api;
import org.greenwave.proving.cluster.Cluster;
import org.greenwave.proving.cluster.Watch;

/** Planned moves, asked for as an administrator does: of any server that answers. */
public final class Moves {
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private final Cluster cluster;

  public Moves(Cluster cluster) {
    this.cluster = cluster;
  }

  /** Asks for it; during a fault it may be refused, or nobody may answer. */
  public boolean ask(String server) throws InterruptedException {
    String body = "{\"server\":\"%s\"}".formatted(server);
    for (String asked : cluster.servers()) {
      if (accepted(cluster.api(asked).patient(PATIENCE), body)) {
        return true;
      }
    }
    return false;
  }

  private static boolean accepted(Api api, String body) throws InterruptedException {
    try {
      return api.send("POST", Watch.path("/move"), body, "").status() == 202;
    } catch (IOException silent) {
      return false;
    }
  }
}
