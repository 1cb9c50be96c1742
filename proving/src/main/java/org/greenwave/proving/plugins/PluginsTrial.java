package org.greenwave.proving.plugins;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.greenwave.proving.Options;
import org.greenwave.proving.Trial;
import org.greenwave.proving.Verdict;
import org.greenwave.proving.cluster.LocalCluster;
import org.greenwave.proving.cluster.Watch;
import org.greenwave.proving.plugins.unruly.Kind;
import org.greenwave.proving.plugins.unruly.Mischief;

/** A plug-in that does everything wrong, beside a role that must not notice. */
public final class PluginsTrial implements Trial {
  private static final int AT_ONCE = 4;
  private static final long LEADERLESS_MILLIS = 10_000;
  private static final LocalCluster.Work WORK = new LocalCluster.Work(5, 0);

  @Override
  public String claim() {
    return "A role plug-in that throws, hangs or talks nonsense harms neither the Directory nor"
        + " other roles.";
  }

  @Override
  public void run(Options options, Verdict verdict) throws Exception {
    Random random = new Random(options.seed());
    verdict.tell("seed " + options.seed() + "; starting three servers, a database and a field");
    UnrulySite site =
        new UnrulySite(LocalCluster.loopback(), Files.createTempDirectory("greenwave-unruly-"));
    try (LocalCluster cluster = LocalCluster.start(site, WORK)) {
      String host = new Watch(cluster).settled();
      try (Restarts restarts = new Restarts(cluster, verdict);
          Bystander bystander = new Bystander(cluster, host)) {
        if (options.brief()) {
          brief(cluster, restarts, verdict);
        } else {
          all(cluster, restarts, new Drawn(site, random), verdict);
        }
        long leaderless = bystander.longestWithoutLeaderMillis();
        verdict.check(bystander.undisturbed(), "all the while tss was " + bystander.summary());
        verdict.check(
            leaderless < LEADERLESS_MILLIS,
            "the Directory was without a leader for %d ms at most".formatted(leaderless));
      }
    }
  }

  /** Where servers are told mischief, and in which order. */
  private record Drawn(UnrulySite site, Random random) {}

  private static void brief(LocalCluster cluster, Restarts restarts, Verdict verdict)
      throws IOException, InterruptedException {
    Asked asked = new Asked(cluster, verdict);
    asked.saved(List.of(Kind.ERRS, Kind.HANGS, Kind.NOTHING));
    asked.answered(List.of(Kind.THROWS, Kind.GARBAGE));
    new Batch(cluster, verdict).run(Case.quick());
    new Endings(cluster, restarts, verdict).stays();
  }

  private static void all(LocalCluster cluster, Restarts restarts, Drawn drawn, Verdict verdict)
      throws IOException, InterruptedException {
    Asked asked = new Asked(cluster, verdict);
    List<Kind> kinds = new ArrayList<>(EnumSet.complementOf(EnumSet.of(Kind.EATS, Kind.SPINS)));
    asked.saved(kinds);
    asked.answered(kinds);
    List<Case> cases = new ArrayList<>(Case.all());
    Collections.shuffle(cases, drawn.random());
    for (int from = 0; from < cases.size(); from += AT_ONCE) {
      new Batch(cluster, verdict).run(cases.subList(from, Math.min(cases.size(), from + AT_ONCE)));
    }
    new Starts(cluster, drawn.site(), verdict).run(atStart());
    Endings endings = new Endings(cluster, restarts, verdict);
    endings.closed();
    endings.changed();
    endings.released();
    endings.stays();
    endings.eats();
    endings.eatsAtOnce();
  }

  private static List<Mischief> atStart() {
    return Stream.of("type", "version", "migrations", "defaultSettings", "description")
        .flatMap(method ->
            Stream.of(Kind.THROWS, Kind.STAYS, Kind.NOTHING, Kind.GARBAGE)
                .map(kind -> new Mischief(method, kind, "here")))
        .filter(PluginsTrial::refused)
        .toList();
  }

  /** A description that is none is replaced. */
  private static boolean refused(Mischief mischief) {
    boolean replaced = mischief.kind() == Kind.NOTHING || mischief.kind() == Kind.GARBAGE;
    return !(mischief.method().equals("description") && replaced);
  }
}
