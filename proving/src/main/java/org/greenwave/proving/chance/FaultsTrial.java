package org.greenwave.proving.chance;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.greenwave.proving.Options;
import org.greenwave.proving.Trial;
import org.greenwave.proving.Verdict;

/** Faults by chance, single and in pairs, with the laws judged after each. */
public final class FaultsTrial implements Trial {
  private static final int USUAL = 60;
  private static final int BRIEF = 8;
  private static final int BRIEF_WITH_TURNOVERS = 5;
  private static final int ON_ONE_CLUSTER = 20;
  private static final Path LOGS = Path.of("proving/target/logs");

  @Override
  public String claim() {
    return "Whatever is killed, frozen, cut off or restarted, alone or two at once: the laws hold.";
  }

  @Override
  public void run(Options options, Verdict verdict) throws Exception {
    List<Plan> plans = plans(options);
    Tally tally = new Tally();
    int done = 0;
    while (done < plans.size()) {
      int until = Math.min(plans.size(), done + ON_ONE_CLUSTER);
      done = onOneCluster(plans.subList(done, until), done, tally, verdict);
    }
    double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    verdict.tell("seed %d, load of the machine %.1f".formatted(options.seed(), load));
    tally.tell(verdict::tell);
  }

  private static List<Plan> plans(Options options) {
    boolean turnovers = options.chosen("membership");
    int brief = turnovers ? BRIEF_WITH_TURNOVERS : BRIEF;
    int count =
        options.value("count").map(Integer::parseInt).orElse(options.brief() ? brief : USUAL);
    if (turnovers) {
      return Plan.withTurnovers(options.seed(), count);
    }
    Optional<String> only = options.value("only");
    return options.brief() && only.isEmpty()
        ? Plan.few(options.seed(), count)
        : Plan.of(options.seed(), count, FaultKind.named(only.orElse("")));
  }

  /** Plays rounds until they are done or the cluster is not fit any more; tells how far it came. */
  private static int onOneCluster(List<Plan> plans, int first, Tally tally, Verdict verdict)
      throws Exception {
    verdict.tell("starting three servers, a database and a field, each in a network namespace");
    int at = first;
    boolean grows = plans.stream().anyMatch(it -> it.turnover().isPresent());
    try (Arena arena = Arena.open(grows)) {
      verdict.tell("%s hosts, %s leads".formatted(arena.scene().host(), arena.scene().leader()));
      for (Plan plan : plans) {
        play(arena, plan, ++at, tally, verdict);
        if (!arena.fit()) {
          break;
        }
      }
      finish(arena, verdict);
      arena.keep(LOGS.resolve("until-round-%d".formatted(at)));
    }
    return at;
  }

  private static void play(Arena arena, Plan plan, int number, Tally tally, Verdict verdict)
      throws Exception {
    arena.look();
    String faults =
        Stream.concat(
                plan.faults().stream().map(it -> it.sentence(arena.scene())),
                plan.turnover().stream().map(it -> it.in(arena.scene()).sentence(arena.scene())))
            .collect(Collectors.joining(" + "));
    Round round = arena.play(plan);
    tally.add(round);
    verdict.check(
        round.breaches().isEmpty(),
        "%d: %s, for %.1f s: %s%s"
            .formatted(
                number,
                faults,
                plan.holdMillis() / 1000.0,
                round.sentence(),
                round.breaches().isEmpty() ? "" : "; " + String.join("; ", round.breaches())));
  }

  private static void finish(Arena arena, Verdict verdict) throws Exception {
    if (!arena.fit()) {
      return;
    }
    var samples = arena.finish();
    verdict.check(
        samples.held(),
        ("L3: %d samples compared with the field's journal: lost %d, twice %d, wrong %d,"
                + " gaps of %d periods %s")
            .formatted(
                samples.compared(),
                samples.lost().size(),
                samples.twice().size(),
                samples.wrong().size(),
                samples.gapPeriods(),
                String.join("; ", arena.fresh(samples))));
    List<String> endings = arena.endings();
    verdict.check(
        endings.isEmpty(),
        "processes that ended of themselves: %d %s".formatted(endings.size(), endings));
    verdict.tell(arena.figures());
  }
}
