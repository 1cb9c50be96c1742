package org.greenwave.proving.chance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.greenwave.proving.Wait;
import org.greenwave.proving.chance.Turnover.Deed;
import org.greenwave.proving.cluster.LocalCluster;
import org.greenwave.proving.harm.Hands;
import org.greenwave.proving.history.Beliefs;

/**
 * A person who changes who keeps the Directory while something is wrong: asks any server that
 * answers, and tries again until it is done.
 */
final class Administrator {
  /** The machine in which the disk of a lost one is found again. */
  static final String ATTIC = "attic";

  private static final Duration PAUSE = Duration.ofMillis(500);
  private static final Duration TO_END = Duration.ofSeconds(10);
  private static final Duration TO_GIVE_UP = Duration.ofSeconds(30);
  private static final Duration WITHOUT_MACHINE = Duration.ofSeconds(1);
  private static final int EXPELLED = 72;

  private final LocalCluster cluster;
  private final Hands hands;
  private final Beliefs beliefs;
  private final Deed deed;
  private final String server;
  private final Candidate candidate;
  private final Thread thread = Thread.ofVirtual().name("administrator").unstarted(this::work);
  private volatile boolean weary;
  private volatile boolean done;
  private volatile String obstacle = "";
  private volatile long tookMillis;

  Administrator(LocalCluster cluster, Hands hands, Beliefs beliefs, Deed deed) {
    this.cluster = cluster;
    this.hands = hands;
    this.beliefs = beliefs;
    this.deed = deed;
    this.server = deed.server();
    this.candidate = new Candidate(cluster, hands, server);
  }

  /** A step of the work; what it throws is what a person would be shown. */
  @FunctionalInterface
  private interface Step {
    void take() throws IOException, InterruptedException;
  }

  /** Sets about it, and returns at once. */
  void begin() {
    thread.start();
  }

  /** Whether it has come to its end. */
  boolean done() {
    return done;
  }

  /** What speaks against law L4: that it was not done, though there was time enough. */
  List<String> breaches(Duration atMost) throws InterruptedException {
    if (!thread.join(atMost)) {
      weary = true;
      thread.join(TO_GIVE_UP);
    }
    return done
        ? List.of()
        : List.of(
            "L4: %s: not done, requests: %d, last obstacle: %s"
                .formatted(deed.kind().title(), candidate.asked(), obstacle));
  }

  /** How it went, empty when it did not come to its end. */
  String sentence() {
    String how = "done after %.1f s, requests: %d".formatted(tookMillis / 1000.0, asked());
    return !done ? "" : obstacle.isEmpty() ? how : how + " (last obstacle: " + obstacle + ")";
  }

  private int asked() {
    return candidate.asked();
  }

  private void work() {
    long beganNanos = System.nanoTime();
    try {
      switch (deed.kind()) {
        case GROW -> join();
        case SHRINK -> remove();
        case WIPE -> loseDisk();
        case REPLACE -> loseMachine();
      }
      tookMillis = (System.nanoTime() - beganNanos) / 1_000_000;
      done = true;
    } catch (IOException | InterruptedException | RuntimeException | AssertionError failure) {
      obstacle = failure + (obstacle.isEmpty() ? "" : ", after " + obstacle);
    }
  }

  /** Takes the step again and again until it has come true. */
  private void persist(Wait.Question cameTrue, Step step) throws IOException, InterruptedException {
    while (!Wait.until(PAUSE, cameTrue)) {
      if (weary) {
        throw new IOException("it took too long");
      }
      try {
        step.take();
      } catch (IOException refused) {
        obstacle = told(refused);
      }
    }
  }

  private void join() throws IOException, InterruptedException {
    persist(candidate::joined, candidate::start);
    cluster.with(server);
  }

  /** Who was removed is told so, and ends; also one that was dead when it was removed. */
  private void remove() throws IOException, InterruptedException {
    cluster.without(server);
    while (!asksForRemoval()) {
      Wait.out(PAUSE);
    }
    persist(() -> candidate.exitCode().orElse(0) == EXPELLED, candidate::startAgain);
    beliefs.lost(server);
  }

  private boolean asksForRemoval() throws IOException, InterruptedException {
    try {
      return candidate.removed();
    } catch (IOException refused) {
      obstacle = told(refused);
      if (weary) {
        throw refused;
      }
      return false;
    }
  }

  /** Some failures to connect have no words. */
  private static String told(IOException refused) {
    return refused.getMessage() == null ? refused.toString() : refused.getMessage();
  }

  private void loseDisk() throws IOException, InterruptedException {
    cluster.without(server);
    hands.kill(Stream.of(server));
    Wait.demand(TO_END, "the end of " + server, () -> !candidate.running());
    delete(cluster.folder(server));
    beliefs.lost(server);
    join();
  }

  private void loseMachine() throws IOException, InterruptedException {
    cluster.without(server);
    hands.powerOff(server);
    Wait.demand(TO_END, "the end of " + server, () -> !candidate.running());
    Path before = cluster.folder(server + "-before-" + System.nanoTime());
    Files.move(cluster.folder(server), before);
    beliefs.lost(server);
    Wait.out(WITHOUT_MACHINE);
    hands.exchange(server);
    join();
    comesBack(before);
  }

  /** The old disk, in a machine with another address, while the new machine works. */
  private void comesBack(Path before) throws IOException, InterruptedException {
    cluster.begin(ATTIC, server, before, List.of());
    persist(() -> !cluster.alive(ATTIC), () -> {});
    int code = cluster.exitCode(ATTIC).orElse(0);
    if (code != EXPELLED) {
      throw new IOException(
          "the server with the old disk of %s ended with code %d".formatted(server, code));
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> below = Files.walk(folder)) {
      for (Path path : below.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
