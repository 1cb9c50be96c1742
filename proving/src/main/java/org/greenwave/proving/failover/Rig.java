package org.greenwave.proving.failover;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.greenwave.app.cluster.ClusterException;
import org.greenwave.proving.Wait;
import org.greenwave.proving.cluster.Api;
import org.greenwave.proving.cluster.LocalCluster;
import org.greenwave.proving.cluster.RoleDatabase;
import org.greenwave.proving.failover.Commits.Reign;
import org.greenwave.proving.failover.Phases.Phase;
import org.greenwave.proving.harm.Hands;
import org.greenwave.proving.harm.Moves;
import org.greenwave.proving.harm.Scene;
import org.greenwave.proving.harm.Settled;
import org.greenwave.proving.history.Audit;
import org.greenwave.proving.namespaces.Network;

/** A cluster with a probe, on which failovers are measured one after another. */
final class Rig implements AutoCloseable {
  private static final LocalCluster.Work WORK = new LocalCluster.Work(10, 5);
  private static final Duration TAKEOVER = Duration.ofSeconds(20);
  private static final Duration TO_REST = Duration.ofSeconds(1);

  private final LocalCluster cluster;
  private final Hands hands;
  private final Moves moves;
  private final Settled settled;
  private final Calm calm = new Calm();
  private final ListOrder order;
  private final Audit audit;
  private final Commits commits;
  private long restingFence;

  private Rig(LocalCluster cluster, Network network) throws IOException, SQLException {
    this.cluster = cluster;
    hands = new Hands(cluster, network);
    moves = new Moves(cluster);
    settled = new Settled(cluster);
    order = new ListOrder(cluster.api(cluster.servers().getFirst()), cluster.servers());
    whole();
    audit = new Audit(cluster.database());
    audit.begin();
    commits = Commits.of(cluster.database());
  }

  /** Starts it, and waits until it is whole. */
  static Rig open() throws IOException, InterruptedException, ClusterException, SQLException {
    Network network = Network.lay();
    LocalCluster cluster = LocalCluster.start(network, WORK);
    try {
      return new Rig(cluster, network);
    } catch (IOException | SQLException | RuntimeException e) {
      cluster.close();
      throw e;
    }
  }

  RoleDatabase database() {
    return cluster.database();
  }

  /**
   * Changes the timings of failover.
   *
   * @param changes like {@code beatMillis=40,leaseMillis=160}
   */
  void retime(String changes) throws IOException, InterruptedException {
    String json =
        Stream.of(changes.split(","))
            .map(change -> "\"" + change.replace("=", "\":"))
            .collect(Collectors.joining(",", "{", "}"));
    Api.Reply reply = cluster.api(cluster.servers().getFirst()).edit("/api/v1/timings", json);
    if (reply.status() != 200) {
      throw new IOException(reply.body().path("detail").asString("not understood: " + changes));
    }
  }

  private Scene whole() throws IOException {
    return settled.await().orElseThrow(() -> new IOException("not whole: " + settled.missing()));
  }

  /** Brings an event about, measures, and makes the cluster whole again. */
  Measured measure(Event event) throws IOException, InterruptedException {
    if (restingFence > 0 && commits.fence() != restingFence) {
      throw new IOException(
          "the role changed its host between two measurements, and nobody did it");
    }
    Scene scene = arranged(event);
    calm.awaitSettled(scene.others(scene.host()));
    if (event == Event.MOVED_TO_FRESH) {
      refresh(scene.other());
    }
    Wait.out(TO_REST);
    if (event.silent()) {
      calm.awaitUsualLease(scene.host());
    }
    Processors.awaitRest();
    long fence = commits.fence();
    Phases phases = new Phases(cluster);
    long began = System.nanoTime();
    strike(event, scene);
    if (!commits.awaitAbove(fence, TAKEOVER)) {
      throw new IOException("nobody took over when the " + event.title());
    }
    Map.Entry<Long, Reign> next = commits.above(fence).orElseThrow();
    long from = event.inOrder() ? commits.under(fence).orElseThrow().lastNanos() : began;
    Wait.out(TO_REST);
    Map<Phase, Double> steps = phases.of(scene.host(), next.getKey());
    hands.heal();
    whole();
    if (!event.spares()) {
      calm.disturbed(scene.host());
    }
    restingFence = commits.fence();
    return new Measured((next.getValue().firstNanos() - from) / 1e6, steps);
  }

  /** Starts a server anew: what it does next, its process does for the first time. */
  private void refresh(String server) throws IOException, InterruptedException {
    hands.kill(Stream.of(server));
    hands.heal();
    whole();
  }

  /** Moves the role until the host leads, or until it does not, as the event wants it. */
  private Scene arranged(Event event) throws IOException, InterruptedException {
    Scene scene = whole();
    order.put(scene.leader(), event.leaderIsNext());
    String to = event.leads() ? scene.leader() : quiet(event, scene);
    if (!scene.host().equals(to)) {
      moves.ask(to);
      Wait.until(TAKEOVER, () -> whole().host().equals(to));
      scene = whole();
    }
    if (scene.host().equals(scene.leader()) != event.leads()) {
      throw new IOException(
          "%s hosts and %s leads, which is not what was to be measured"
              .formatted(scene.host(), scene.leader()));
    }
    return scene;
  }

  /** Who is to host what is no leader's: of those the one that was not disturbed for longest. */
  private String quiet(Event event, Scene scene) {
    boolean stays = !event.silent() && !scene.host().equals(scene.leader());
    return stays ? scene.host() : calm.longest(scene.others(scene.leader()));
  }

  private void strike(Event event, Scene scene) throws IOException, InterruptedException {
    String host = scene.host();
    switch (event) {
      case KILLED, KILLED_TO_LEADER, LEADER_KILLED -> cluster.process(host).destroyForcibly();
      case STOPPED, LEADER_STOPPED -> hands.stop(host);
      case FROZEN -> hands.freeze(host);
      case CUT -> {
        List<String> others = hands.everybodyBut(host);
        hands.cutFrom(host, others);
        hands.cutTo(host, others);
      }
      case POWERED_OFF, LEADER_OFF -> hands.powerOff(host);
      case MOVED, MOVED_TO_FRESH -> moves.ask(scene.other());
    }
  }

  /** What speaks against the laws. */
  List<String> breaches() throws SQLException {
    return audit.breaches();
  }

  @Override
  public void close() throws SQLException {
    commits.close();
    cluster.close();
  }
}
