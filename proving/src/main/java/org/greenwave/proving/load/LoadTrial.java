package org.greenwave.proving.load;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.greenwave.proving.Options;
import org.greenwave.proving.Trial;
import org.greenwave.proving.Verdict;
import org.greenwave.proving.Wait;
import org.greenwave.proving.cluster.LocalCluster;
import org.greenwave.proving.cluster.Watch;

/**
 * Nothing fails, but processors are busy: first all of them, then only the host's. A failover in
 * that time is a false one.
 */
public final class LoadTrial implements Trial {
  private static final int USUAL_MINUTES = 60;
  private static final int BRIEF_MINUTES = 1;
  private static final int BURNERS_OF_A_PROCESSOR = 4;
  private static final int LEAST_LEFT_PERCENT = 30;
  private static final Duration TO_WARM_UP = Duration.ofSeconds(20);
  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(20);

  @Override
  public String claim() {
    return "However busy the processors are, no role moves that needs not.";
  }

  /** Whose processors are kept busy. */
  private enum Busy {
    ALL("all", "all processors"),
    HOST("host", "only the host's processor");

    private final String word;
    private final String where;

    Busy(String word, String where) {
      this.word = word;
      this.where = where;
    }

    static List<Busy> chosen(String words) {
      List<String> wanted = List.of(words.split(","));
      List<Busy> phases =
          Stream.of(values())
              .filter(phase -> words.isEmpty() || wanted.contains(phase.word))
              .toList();
      if (phases.isEmpty()) {
        throw new IllegalArgumentException("--only takes all, or host");
      }
      return phases;
    }
  }

  @Override
  public void run(Options options, Verdict verdict) throws Exception {
    int usual = options.brief() ? BRIEF_MINUTES : USUAL_MINUTES;
    Duration each =
        Duration.ofMinutes(options.value("minutes").map(Integer::parseInt).orElse(usual));
    List<Busy> phases = Busy.chosen(options.value("only").orElse(""));
    int processors = Runtime.getRuntime().availableProcessors();
    verdict.tell(
        "starting three servers, a database and a field on %d processors".formatted(processors));
    try (LocalCluster cluster = LocalCluster.start()) {
      String host = new Watch(cluster).settled();
      Wait.out(TO_WARM_UP);
      for (Busy phase : phases) {
        run(phase, cluster, host, each, verdict);
      }
    }
  }

  private static void run(
      Busy phase, LocalCluster cluster, String host, Duration each, Verdict verdict)
      throws IOException, InterruptedException, SQLException {
    int processors = Runtime.getRuntime().availableProcessors();
    switch (phase) {
      case ALL -> {
        try (Burners all = Burners.anywhere(processors * 2)) {
          steady(all, phase.where, cluster, each, verdict);
        }
      }
      case HOST -> {
        if (processors == 1) {
          verdict.tell("there is one processor; it was busy already");
          return;
        }
        pinApart(cluster, host, processors);
        try (Burners own = Burners.on(0, BURNERS_OF_A_PROCESSOR)) {
          steady(own, phase.where, cluster, each, verdict);
        }
      }
    }
  }

  /** The host alone on the first processor, everybody else on the others. */
  private static void pinApart(LocalCluster cluster, String host, int processors)
      throws IOException, InterruptedException {
    String others = "1-" + (processors - 1);
    for (String server : cluster.servers()) {
      Burners.pin(cluster.process(server), server.equals(host) ? "0" : others);
    }
    for (ProcessHandle one :
        List.of(cluster.databaseProcess(), cluster.process(LocalCluster.FIELD))) {
      Burners.pin(one, others);
      for (ProcessHandle below : one.descendants().toList()) {
        Burners.pin(below, others);
      }
    }
  }

  private static void steady(
      Burners load, String where, LocalCluster cluster, Duration time, Verdict verdict)
      throws IOException, InterruptedException, SQLException {
    try (Steadiness steadiness = Steadiness.of(cluster)) {
      long until = System.nanoTime() + time.toNanos();
      while (System.nanoTime() < until && steadiness.breaches().isEmpty()) {
        Wait.out(BETWEEN_LOOKS);
        steadiness.look();
      }
      judge(load, where, steadiness, time, verdict);
    }
  }

  private static void judge(
      Burners load, String where, Steadiness steadiness, Duration time, Verdict verdict) {
    String what = "%s busy by %s for %d min: ".formatted(where, load.sentence(), time.toMinutes());
    verdict.check(load.allRun(), what + "all of these ran to the end");
    verdict.check(
        steadiness.breaches().isEmpty(),
        what
            + (steadiness.breaches().isEmpty()
                ? "no failover, no change of leader, samples flowed"
                : steadiness.breaches()));
    verdict.check(
        steadiness.leastLeftPercent() >= LEAST_LEFT_PERCENT,
        what
            + "at least %d %% of the lease left at every renewal, %s"
                .formatted(steadiness.leastLeftPercent(), steadiness.least()));
  }
}
