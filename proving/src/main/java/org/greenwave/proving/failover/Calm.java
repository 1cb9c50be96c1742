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
  void await(String server) throws InterruptedException {
    Duration peace = Duration.ofNanos(System.nanoTime() - since(server));
    if (peace.compareTo(TO_FORGET_LATENESS) < 0) {
      Wait.out(TO_FORGET_LATENESS.minus(peace));
    }
  }

  /** All of them were started just before the first measurement. */
  private long since(String server) {
    return disturbedNanos.getOrDefault(server, began);
  }
}
