package org.greenwave.proving.failover;

import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.greenwave.proving.Wait;

/**
 * How long each server has been left in peace. One that was late, as by a freeze or a start, is
 * given longer leases for a while, so its next silence would not be that of an unloaded host.
 */
final class Calm {
  /** 64 beats of 150 ms in which lateness is told, then the longest lease, and a second. */
  private static final Duration TO_FORGET_LATENESS = Duration.ofSeconds(17);

  /**
   * A server started anew keeps a processor busy for some 6 s, mostly with compiling how it started
   * (1.3 s of processor time each second, then 0.3). Who is next on a list has stood by for longer.
   */
  private static final Duration TO_SETTLE = Duration.ofSeconds(12);

  private final Map<String, Long> disturbedNanos = new HashMap<>();
  private final long began = System.nanoTime();

  /** A server was disturbed until now. */
  void disturbed(String server) {
    disturbedNanos.put(server, System.nanoTime());
  }

  /** Which of some was left in peace for longest. */
  String longest(List<String> servers) {
    return servers.stream().min(Comparator.comparingLong(this::since)).orElseThrow();
  }

  /** Waits until a server gets leases like any other. */
  void awaitUsualLease(String server) throws InterruptedException {
    await(server, TO_FORGET_LATENESS);
  }

  /** Waits until none of some is busy any more with how it started. */
  void awaitSettled(List<String> servers) throws InterruptedException {
    for (String server : servers) {
      await(server, TO_SETTLE);
    }
  }

  private void await(String server, Duration least) throws InterruptedException {
    Duration peace = Duration.ofNanos(System.nanoTime() - since(server));
    if (peace.compareTo(least) < 0) {
      Wait.out(least.minus(peace));
    }
  }

  /** All of them were started just before the first measurement. */
  private long since(String server) {
    return disturbedNanos.getOrDefault(server, began);
  }
}
