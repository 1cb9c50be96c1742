package org.greenwave.proving.chance;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.greenwave.directory.Timings;
import org.greenwave.proving.harm.Scene;
import org.greenwave.proving.history.Audit.Reign;

/**
 * What a round's faults have to bring about before anything is mended (law L4): another host, with
 * samples stored under its fence. Mending would bring back a host by itself, and hide that nobody
 * ever took over.
 *
 * @param old who must not be the host any more
 * @param next who must be, empty for anybody else
 * @param within how long it may take
 */
record Demand(String old, Optional<String> next, Duration within) {
  /** To raise the fence, to start the role, and to store a first sample, on a busy machine. */
  private static final Duration ACTIVATION = Duration.ofSeconds(5);

  /** More than one vote may be needed. */
  private static final Duration ELECTION = Duration.ofSeconds(3);

  /** What is lost without a word shows by the time-outs of its connections. */
  private static final Duration TIME_OUTS = Duration.ofSeconds(8);

  private static final Timings TIMINGS = Timings.DEFAULT;

  /** A host that has been late may act for as long, and so may one whose leader is new. */
  private static final Duration LONGEST_LEASE =
      Duration.ofMillis(TIMINGS.withMargin(TIMINGS.leaseCapMillis()));

  private static final Duration MOVE = Duration.ofMillis(TIMINGS.moveMillis());

  private static final Duration LOST_DATABASE =
      Duration.ofMillis(TIMINGS.lostDatabaseMillis()).plus(MOVE).plus(TIME_OUTS);

  /**
   * What a round demands of a whole system, if anything: two servers hurt leave no majority of
   * three, and without its database no role starts.
   */
  static Optional<Demand> of(Plan plan, Scene scene) {
    Licence licence =
        plan.faults().stream()
            .map(it -> Licence.of(it, scene))
            .reduce(Licence.NOTHING, Licence::and);
    if (plan.turnover().isPresent() || licence.database() || licence.hurt().size() > 1) {
      return Optional.empty();
    }
    boolean asked = licence.asked() && licence.hurt().isEmpty();
    Optional<String> next = asked ? Optional.of(scene.other()) : Optional.empty();
    // Nobody can be demanded to go to a server that is hurt.
    boolean reachable = !licence.hurt().contains(scene.other());
    return plan.faults().stream()
        .filter(it -> reachable || it.kind() != FaultKind.MOVE)
        .flatMap(it -> cause(it, scene).stream())
        .reduce(Duration::plus)
        .map(it -> new Demand(scene.host(), next, it.plus(ACTIVATION)));
  }

  /** How long it may take until another server is to be the host; empty when none has to be. */
  private static Optional<Duration> cause(Fault fault, Scene scene) {
    boolean host = fault.victim(scene).equals(scene.host());
    boolean leads = scene.host().equals(scene.leader());
    Duration decided = leads ? ELECTION : Duration.ZERO;
    return switch (fault.kind()) {
      case KILL -> when(host, decided);
      case STOP -> when(host, MOVE.plus(decided));
      // Host and leader apart leave one server of three, which decides nothing.
      case KILL_BOTH -> when(leads, decided);
      case FREEZE, CUT, POWER_OFF -> when(host, LONGEST_LEASE.plus(decided));
      // Who is still heard may be left what it has.
      case CUT_ONE_WAY, CUT_FROM_LEADER ->
          when(host && fault.way().from(), LONGEST_LEASE.plus(decided));
      case CUT_FROM_DATABASE -> when(host, LOST_DATABASE);
      case MOVE -> when(true, MOVE);
      case DISK_FULL, DATABASE_FULL, DATABASE_KILLED, DATABASE_FROZEN -> Optional.empty();
      case SLOW, LOSE, CLOCK_JUMP, BLACKOUT, EDIT -> Optional.empty();
    };
  }

  private static Optional<Duration> when(boolean demanded, Duration within) {
    return demanded ? Optional.of(within) : Optional.empty();
  }

  /** What is missing yet, by the fences raised since; empty when it has come true. */
  Optional<String> missing(List<Reign> reigns) {
    boolean met = reigns.stream().anyMatch(it -> another(it.server()) && it.stores());
    String found = reigns.isEmpty() ? "no higher fence was raised" : "the fences raised: " + reigns;
    return met
        ? Optional.empty()
        : Optional.of(
            "L4: within %.1f s %s did not take over from %s and store samples: %s"
                .formatted(millis() / 1000.0, next.orElse("another server"), old, found));
  }

  /** How long it may take. */
  long millis() {
    return within.toMillis();
  }

  private boolean another(String server) {
    return next.map(server::equals).orElse(!server.equals(old));
  }
}
