package org.greenwave.app.demo;

import java.time.Duration;
import org.greenwave.app.cluster.Cluster;
import org.greenwave.app.cluster.ClusterException;
import org.greenwave.cli.api.Api;
import org.greenwave.cli.api.ApiException;
import org.greenwave.cli.api.Request;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a server goes through while it records how it starts: takes over from one that is killed,
 * hands over and is handed over to, in a planned move. What it has not been through is slow the
 * first time.
 */
record RecordedLife(Api api, SystemView view, Cluster cluster, Timeline timeline) {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int MOVES = 6;

  /** How far the role's samples have come. */
  @FunctionalInterface
  interface Stored {
    long samples();
  }

  /**
   * Goes through it.
   *
   * @param enough how many samples show that a new host works
   */
  void live(Stored stored, long enough) throws ClusterException, ApiException {
    long before = stored.samples();
    cluster.child(DemoOptions.SERVERS.getFirst()).kill();
    hostedBy(DemoOptions.RECORDER);
    SystemView.await("Samples did not flow", PATIENCE, () -> stored.samples() >= before + enough);
    timeline.good(DemoOptions.RECORDER + " has taken over; it records that as it ends.");
    for (int move = 0; move < MOVES; move++) {
      move(move % 2 == 0 ? DemoOptions.SERVERS.getLast() : DemoOptions.RECORDER);
    }
    timeline.good("The role has been moved there and back " + MOVES / 2 + " times.");
  }

  private void move(String to) throws ClusterException, ApiException {
    SystemView.await(to + " did not become warm", PATIENCE, () -> isWarm(to));
    ObjectNode body = JsonMapper.shared().createObjectNode().put("server", to);
    api.send(Request.post(SystemView.ROLE + "/move", body));
    hostedBy(to);
  }

  private boolean isWarm(String server) {
    return view.role().filter(role -> role.stateOf(server).equals("warm")).isPresent();
  }

  private void hostedBy(String server) throws ClusterException {
    SystemView.await(
        server + " did not become the host",
        PATIENCE,
        () -> view.role().filter(role -> role.host().equals(server)).isPresent());
  }
}
