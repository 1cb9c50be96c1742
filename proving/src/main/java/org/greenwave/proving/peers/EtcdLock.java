package org.greenwave.proving.peers;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.greenwave.app.cluster.WorkFolder;
import org.greenwave.proving.Wait;
import org.greenwave.proving.figures.Figures;

/**
 * A lock of etcd with the shortest lease that its tool takes, 1 s, on one member: the next one in
 * the queue gets it when the lease of the dead ran out, or when the holder gives it up.
 */
final class EtcdLock implements Peer {
  private static final String LOCK = "greenwave";
  private static final Duration TO_QUEUE = Duration.ofMillis(700);

  @Override
  public String word() {
    return "etcd";
  }

  @Override
  public List<String> programs() {
    return List.of("etcd", "etcdctl");
  }

  @Override
  public List<Taken> measure(int count) throws IOException, InterruptedException {
    String client = "http://127.0.0.1:" + freePort();
    String peer = "http://127.0.0.1:" + freePort();
    try (WorkFolder work = Peers.folder();
        Tool etcd = member(work.path(), client, peer)) {
      Path folder = work.path();
      etcd.awaitWords("ready to serve client requests");
      return List.of(
          new Taken("etcd lock, 1 s, killed", each(folder, client, count, Tool::kill)),
          new Taken("etcd lock, given up", each(folder, client, count, Tool::ask)));
    }
  }

  private static Tool member(Path folder, String client, String peer) throws IOException {
    return Tool.start(
        folder,
        List.of(
            "etcd",
            "--name=one",
            "--data-dir=" + folder.resolve("data"),
            "--listen-client-urls=" + client,
            "--advertise-client-urls=" + client,
            "--listen-peer-urls=" + peer,
            "--initial-advertise-peer-urls=" + peer,
            "--initial-cluster=one=" + peer));
  }

  /** How a holder ends; answers when. */
  private interface End {
    long of(Tool holder);
  }

  private static Figures each(Path folder, String client, int count, End end)
      throws IOException, InterruptedException {
    List<Double> times = new ArrayList<>();
    Tool holder = contender(folder, client);
    try {
      holder.awaitWords(LOCK);
      for (int at = 0; at < count; at++) {
        Tool next = contender(folder, client);
        Wait.out(TO_QUEUE.plusMillis(Math.floorMod(System.nanoTime() / 1000, 300)));
        long ended = end.of(holder);
        holder.close();
        holder = next;
        times.add((next.awaitWords(LOCK) - ended) / 1e6);
      }
    } finally {
      holder.close();
    }
    return new Figures(times);
  }

  /** It says the name of its lock once it holds it, and holds it until it ends. */
  private static Tool contender(Path folder, String client) throws IOException {
    return Tool.start(folder, List.of("etcdctl", "--endpoints=" + client, "lock", "--ttl=1", LOCK));
  }

  private static int freePort() throws IOException {
    try (ServerSocket any = new ServerSocket(0)) {
      return any.getLocalPort();
    }
  }
}
