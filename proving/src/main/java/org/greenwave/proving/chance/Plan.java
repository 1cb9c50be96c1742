package org.greenwave.proving.chance;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.greenwave.proving.chance.Fault.Victim;
import org.greenwave.proving.chance.Fault.Way;
import org.greenwave.proving.harm.Scene;

/**
 * One round as chance planned it.
 *
 * @param faults one fault, or two
 * @param betweenMillis how long after the first the second comes
 * @param holdMillis how long they last from then on
 * @param turnover what changes meanwhile in who keeps the Directory, if anything does
 */
record Plan(List<Fault> faults, long betweenMillis, long holdMillis, Optional<Turnover> turnover) {
  private static final int SHORTEST_HOLD = 2_000;
  private static final int LONGEST_HOLD = 6_000;
  private static final int LONGEST_BETWEEN = 1_500;

  private static final List<Duration> JUMPS =
      List.of(
          Duration.ofSeconds(-5),
          Duration.ofSeconds(7),
          Duration.ofHours(-1),
          Duration.ofHours(1),
          Duration.ofDays(-1),
          Duration.ofDays(1),
          Duration.ofDays(-30),
          Duration.ofDays(30));

  /** What takes the role from its host: at once, by its lease, and by its report. */
  private static final List<FaultKind> LOSSES =
      List.of(FaultKind.KILL, FaultKind.FREEZE, FaultKind.CUT, FaultKind.CUT_FROM_DATABASE);

  /**
   * Rounds for a seed: every other one a pair. The kinds take turns in shuffled order, so that each
   * comes as often as any other.
   */
  static List<Plan> of(long seed, int count, List<FaultKind> kinds) {
    Random random = new Random(seed);
    List<FaultKind> singles = new ArrayList<>();
    List<FaultKind> pairs = new ArrayList<>();
    List<Plan> plans = new ArrayList<>();
    boolean paired = kinds.stream().anyMatch(FaultKind::pairs);
    for (int at = 0; at < count; at++) {
      plans.add(
          at % 2 == 0 || !paired ? single(singles, kinds, random) : pair(pairs, kinds, random));
    }
    return plans;
  }

  /** A few rounds, by turns one that demands another host whatever the seed, and a pair by it. */
  static List<Plan> few(long seed, int count) {
    Random random = new Random(seed);
    List<FaultKind> pairs = new ArrayList<>();
    List<Plan> plans = new ArrayList<>();
    for (int at = 0; at < count; at++) {
      FaultKind loss = LOSSES.get(at / 2 % LOSSES.size());
      plans.add(
          at % 2 == 0
              ? of(List.of(new Fault(loss, Victim.HOST, Way.BOTH)), 0, random)
              : pair(pairs, FaultKind.ALL, random));
    }
    return plans;
  }

  /** Rounds for a seed: in each one fault and one change of who keeps the Directory. */
  static List<Plan> withTurnovers(long seed, int count) {
    Random random = new Random(seed);
    List<FaultKind> all = FaultKind.ALL.stream().filter(FaultKind::besideTurnover).toList();
    List<FaultKind> faults = new ArrayList<>();
    List<Turnover.Kind> kinds = new ArrayList<>();
    List<Plan> plans = new ArrayList<>();
    for (int at = 0; at < count; at++) {
      Plan plan = single(faults, all, random);
      refill(kinds, List.of(Turnover.Kind.values()), random);
      plans.add(plan.with(turnover(kinds.removeLast(), random)));
    }
    return plans;
  }

  private static Turnover turnover(Turnover.Kind kind, Random random) {
    Victim victim = pick(List.of(Victim.values()), random);
    return new Turnover(kind, victim, random.nextBoolean(), random.nextInt(LONGEST_BETWEEN));
  }

  private Plan with(Turnover turned) {
    return new Plan(faults, betweenMillis, holdMillis, Optional.of(turned));
  }

  private static Plan single(List<FaultKind> left, List<FaultKind> all, Random random) {
    refill(left, all, random);
    return of(List.of(fault(left.removeLast(), random)), 0, random);
  }

  private static Plan pair(List<FaultKind> left, List<FaultKind> kinds, Random random) {
    List<FaultKind> all = kinds.stream().filter(FaultKind::pairs).toList();
    refill(left, all, random);
    Fault first = fault(left.removeLast(), random);
    refill(left, all, random);
    Fault second = fault(left.removeLast(), random);
    return of(List.of(first, second), random.nextInt(LONGEST_BETWEEN), random);
  }

  private static <T> void refill(List<T> kinds, List<T> all, Random random) {
    if (kinds.isEmpty()) {
      kinds.addAll(all);
      Collections.shuffle(kinds, random);
    }
  }

  private static Plan of(List<Fault> faults, long betweenMillis, Random random) {
    int more = faults.stream().mapToInt(it -> it.kind().moreMillis()).max().orElse(0);
    long hold = random.nextLong(SHORTEST_HOLD, LONGEST_HOLD) + more;
    return new Plan(faults, betweenMillis, hold, Optional.empty());
  }

  private static Fault fault(FaultKind kind, Random random) {
    Victim victim = pick(List.of(Victim.values()), random);
    Way oneWay = pick(List.of(Way.FROM, Way.TO), random);
    Way any = pick(List.of(Way.values()), random);
    return new Fault(
        kind,
        victim,
        kind == FaultKind.CUT_ONE_WAY ? oneWay : kind == FaultKind.CUT ? Way.BOTH : any,
        pick(JUMPS, random));
  }

  private static <T> T pick(List<T> values, Random random) {
    return values.get(random.nextInt(values.size()));
  }

  /** The kind that the round is counted as. */
  String title(Scene scene) {
    return turnover.map(it -> it.in(scene).kind().title()).orElseGet(this::faultsTitle);
  }

  private String faultsTitle() {
    return faults.size() == 1 ? faults.getFirst().kind().title() : "two at once";
  }
}
