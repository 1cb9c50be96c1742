package org.greenwave.proving.faults;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.greenwave.proving.Options;
import org.greenwave.proving.Trial;
import org.greenwave.proving.Verdict;
import org.greenwave.proving.Wait;
import org.greenwave.proving.cluster.Cluster;
import org.greenwave.proving.cluster.LocalCluster;
import org.greenwave.proving.cluster.RoleDatabase;
import org.greenwave.proving.cluster.Signals;
import org.greenwave.proving.cluster.Watch;
import org.greenwave.proving.history.Audit;
import org.greenwave.proving.history.Samples;

/** A host that freezes, loses its role, and wakes up believing that it still has it (law L2). */
public final class FreezeTrial implements Trial {
  private static final Duration TAKE_OVER = Duration.ofSeconds(15);
  private static final int ROUNDS = 3;

  @Override
  public String claim() {
    return "A host that freezes is replaced; when it wakes up it writes nothing and says why.";
  }

  @Override
  public void run(Options options, Verdict verdict) throws Exception {
    verdict.tell("starting three servers, a database and a field");
    try (LocalCluster cluster = LocalCluster.start()) {
      Watch watch = new Watch(cluster);
      watch.settled();
      Samples samples = Samples.begin(cluster);
      Audit audit = new Audit(cluster.database());
      audit.begin();
      int rounds = options.brief() ? 1 : ROUNDS;
      for (int round = 0; round < rounds; round++) {
        freeze(
            cluster,
            watch,
            new Awake(Duration.ofSeconds(options.brief() ? 5 : 15), audit),
            verdict);
        samples.check(verdict);
      }
    }
  }

  private static void freeze(Cluster cluster, Watch watch, Awake awake, Verdict verdict)
      throws IOException, InterruptedException, SQLException {
    String old = watch.settled();
    List<String> others = watch.others(old);
    long fence = cluster.database().fence();
    verdict.tell("%s hosts the role under fence %d; freezing it".formatted(old, fence));
    ProcessHandle process = cluster.process(old);
    long began = System.nanoTime();
    Signals.freeze(process);
    try {
      boolean taken =
          Wait.until(TAKE_OVER, () -> watch.host(others).filter(it -> !it.equals(old)).isPresent());
      verdict.check(
          taken,
          "another server took over after %d ms: %s"
              .formatted(millisSince(began), watch.role(others).path("sentence").asString("")));
      // The grant is seen a moment before the new host has raised the fence.
      Wait.until(TAKE_OVER, () -> cluster.database().fence() > fence);
      long raised = cluster.database().fence();
      verdict.check(raised > fence, "the database holds fence " + raised);
      watch.flows(others);
      verdict.tell("samples flow again %d ms after the freeze".formatted(millisSince(began)));
    } finally {
      Signals.thaw(process);
    }
    awake(cluster, watch, old, awake, verdict);
  }

  /** How long a server that was frozen is watched, and by what. */
  private record Awake(Duration time, Audit audit) {}

  private static void awake(Cluster cluster, Watch watch, String old, Awake awake, Verdict verdict)
      throws IOException, InterruptedException, SQLException {
    String host = watch.host(watch.others(old)).orElse("nobody");
    RoleDatabase database = cluster.database();
    long fence = database.fence();
    Wait.out(awake.time());
    List<String> breaches = awake.audit().breaches();
    verdict.check(
        breaches.isEmpty(),
        "%s woke up and wrote nothing: %d transactions under %d fences, none under a lower one%s"
            .formatted(
                old,
                awake.audit().transactions(),
                awake.audit().raises().size(),
                breaches.isEmpty() ? "" : ": " + breaches));
    verdict.check(
        database.fence() == fence, "the fence is still %d, that of %s".formatted(fence, host));
    verdict.check(
        watch.host(List.of(old)).filter(host::equals).isPresent(),
        old + " itself says that " + host + " is the host");
    verdict.check(
        steppedDown(watch, old), old + " says why it stepped down: " + sentence(watch, old));
  }

  private static boolean steppedDown(Watch watch, String old) {
    return Wait.until(TAKE_OVER, () -> sentence(watch, old).contains("stepped down"));
  }

  private static String sentence(Watch watch, String old) throws IOException, InterruptedException {
    return watch
        .role()
        .path("servers")
        .valueStream()
        .filter(place -> place.path("name").asString("").equals(old))
        .map(place -> place.path("sentence").asString(""))
        .findFirst()
        .orElse("");
  }

  private static long millisSince(long nanos) {
    return (System.nanoTime() - nanos) / 1_000_000;
  }
}
