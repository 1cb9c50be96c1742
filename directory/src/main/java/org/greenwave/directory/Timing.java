package org.greenwave.directory;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToLongFunction;

/**
 * One of the system's timings, with the bounds within which it is safe. Tighter ones would take a
 * busy machine for a dead one; wider ones would let a role stay away for longer than anybody
 * expects.
 *
 * @param key its name, as the API and people use it
 * @param meaning what it is, for people
 * @param least the least that it may be set to
 * @param most the most that it may be set to
 * @param of reads it
 */
public record Timing(
    String key, String meaning, long least, long most, ToLongFunction<Timings> of) {

  /** All of them, in the order in which people read them. */
  public static final List<Timing> ALL =
      List.of(
          new Timing("beatMillis", "between two beats", 20, 2_000, Timings::beatMillis),
          new Timing(
              "leaseMillis", "for which a host may act unheard", 150, 30_000, Timings::leaseMillis),
          new Timing(
              "leaseCapMillis",
              "to which a late host's lease is stretched at most",
              150,
              60_000,
              Timings::leaseCapMillis),
          new Timing(
              "startWaitMillis",
              "for which a role waits for its last host after a start of everything, or for the"
                  + " first server of its list",
              0,
              600_000,
              Timings::startWaitMillis),
          new Timing(
              "failBackMillis",
              "for which a better server must have been healthy before a forced return",
              0,
              3_600_000,
              Timings::failBackMillis),
          new Timing(
              "moveMillis",
              "after which a hand-over counts as unfinished",
              500,
              60_000,
              Timings::moveMillis),
          new Timing(
              "lostDatabaseMillis",
              "for which a host alone is without its database before the role leaves it",
              1_000,
              600_000,
              Timings::lostDatabaseMillis),
          new Timing(
              "flapMoves",
              "moves of a role of its own accord, within flapMillis, that are too many",
              2,
              100,
              Timings::flapMoves),
          new Timing(
              "flapMillis",
              "in which such moves are counted",
              10_000,
              3_600_000,
              Timings::flapMillis));

  /** One beat may be lost, and the next ones late, before a host loses its lease. */
  private static final int BEATS_IN_A_LEASE = 4;

  /** Timings with some of them changed. */
  public static Timings changed(Timings before, Map<String, Long> changes) {
    return new Timings(
        changes.getOrDefault("beatMillis", before.beatMillis()),
        changes.getOrDefault("leaseMillis", before.leaseMillis()),
        changes.getOrDefault("leaseCapMillis", before.leaseCapMillis()),
        changes.getOrDefault("startWaitMillis", before.startWaitMillis()),
        changes.getOrDefault("failBackMillis", before.failBackMillis()),
        changes.getOrDefault("moveMillis", before.moveMillis()),
        changes.getOrDefault("lostDatabaseMillis", before.lostDatabaseMillis()),
        changes.getOrDefault("flapMoves", before.flapMoves()),
        changes.getOrDefault("flapMillis", before.flapMillis()));
  }

  /** What is unsafe about timings, each a sentence; empty when they are safe. */
  public static List<String> problems(Timings timings) {
    List<String> problems = new ArrayList<>();
    ALL.forEach(timing -> timing.problem(timings).ifPresent(problems::add));
    long leastLease = BEATS_IN_A_LEASE * timings.beatMillis();
    if (timings.leaseMillis() < leastLease) {
      problems.add(
          "leaseMillis has to be at least %d times beatMillis, %d: a lost beat must not cost it."
              .formatted(BEATS_IN_A_LEASE, leastLease));
    }
    if (timings.leaseCapMillis() < timings.leaseMillis()) {
      problems.add("leaseCapMillis has to be at least leaseMillis.");
    }
    return problems;
  }

  private Optional<String> problem(Timings timings) {
    long set = of.applyAsLong(timings);
    return set < least || set > most
        ? Optional.of("%s has to be from %d to %d, not %d.".formatted(key, least, most, set))
        : Optional.empty();
  }
}
