package org.greenwave.proving.chance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.greenwave.app.cluster.ClusterException;
import org.greenwave.app.judge.Verdict;
import org.greenwave.proving.Wait;
import org.greenwave.proving.clocks.WrongClocks;
import org.greenwave.proving.cluster.LocalCluster;
import org.greenwave.proving.disk.Disks;
import org.greenwave.proving.harm.Hands;
import org.greenwave.proving.harm.Moves;
import org.greenwave.proving.harm.OpenFiles;
import org.greenwave.proving.harm.Scene;
import org.greenwave.proving.harm.Settled;
import org.greenwave.proving.history.Audit;
import org.greenwave.proving.history.Beliefs;
import org.greenwave.proving.history.Samples;
import org.greenwave.proving.namespaces.Network;

/** One cluster in its own network, with everything that records; for some rounds. */
final class Arena implements AutoCloseable {
  private static final LocalCluster.Work WORK = new LocalCluster.Work(10, 20);
  private static final List<String> MORE = List.of(LocalCluster.NEWCOMER, Administrator.ATTIC);
  private static final Duration PACE = Duration.ofMillis(100);
  private static final Duration TO_CATCH_UP = Duration.ofSeconds(10);
  private static final Duration LATE = Duration.ofSeconds(20);

  private final LocalCluster cluster;
  private final Disks disks;
  private final WrongClocks clocks;
  private final Hands hands;
  private final Strike strike;
  private final Audit audit;
  private final Beliefs beliefs;
  private final Edits edits;
  private final Settled settled;
  private final Samples samples;
  private final Judge judge;
  private final List<String> between = new ArrayList<>();
  private Scene scene;
  private boolean fit = true;
  private boolean granted = true;

  private Arena(LocalCluster cluster, Grounds grounds, boolean grows)
      throws IOException, InterruptedException, SQLException {
    this.cluster = cluster;
    disks = grounds.disks();
    clocks = grounds.clocks();
    edits = new Edits(cluster);
    hands = new Hands(cluster, grounds.network());
    strike = new Strike(hands, disks, clocks, edits, new Moves(cluster));
    settled = new Settled(cluster);
    scene = settled.await().orElseThrow(() -> new IOException(settled.missing()));
    samples = Samples.begin(cluster);
    audit = new Audit(cluster.database());
    audit.begin();
    Stream<String> newcomers = grows ? Stream.of(LocalCluster.NEWCOMER) : Stream.empty();
    beliefs = Beliefs.of(cluster, Stream.concat(cluster.servers().stream(), newcomers).toList());
    judge = new Judge(cluster, audit, beliefs, edits);
  }

  /** What the cluster stands on. */
  private record Grounds(Network network, WrongClocks clocks, Disks disks) {}

  /**
   * Starts a cluster and waits until it is whole.
   *
   * @param grows whether there are machines for servers that join
   */
  static Arena open(boolean grows)
      throws IOException, InterruptedException, ClusterException, SQLException {
    Network network = Network.lay(grows ? MORE : List.of());
    WrongClocks clocks = WrongClocks.on(network);
    Disks disks = new Disks(clocks);
    // A disk that is to be lost, or to move to another machine, is none that was mounted.
    LocalCluster cluster = LocalCluster.start(grows ? clocks : disks, WORK);
    try {
      return new Arena(cluster, new Grounds(network, clocks, disks), grows);
    } catch (IOException | SQLException | RuntimeException e) {
      cluster.close();
      throw e;
    }
  }

  /** Whether it is fit for another round. */
  boolean fit() {
    return fit;
  }

  Scene scene() {
    return scene;
  }

  /** Looks once more who is what, just before a round: judging the last one took its time. */
  void look() {
    String host = scene.host();
    Optional<Scene> found = settled.await();
    found.ifPresent(it -> scene = it);
    if (found.isEmpty()) {
      between.add("L4: whole no more, though nothing was harmed: " + settled.missing());
    } else if (!scene.host().equals(host)) {
      between.add("L6: from %s to %s, though nothing was harmed".formatted(host, scene.host()));
    }
  }

  /** Plays a round: fault after fault, a while, mending, waiting, judging. */
  Round play(Plan plan) throws IOException, InterruptedException, SQLException {
    Scene before = scene;
    List<String> breaches = new ArrayList<>(between);
    between.clear();
    long fence = audit.highest();
    Instant began = Instant.now();
    Optional<Administrator> administrator =
        plan.turnover().map(it -> new Administrator(cluster, hands, beliefs, it.in(before)));
    Licence licence = strike(plan, before, administrator);
    refused(plan).ifPresent(breaches::add);
    hold(plan, before, fence).ifPresent(breaches::add);
    Instant mending = Instant.now();
    disks.free();
    hands.heal();
    clocks.setRight();
    Instant mended = Instant.now();
    Optional<Instant> working = administrator.map(_ -> settled.working());
    breaches.addAll(undone(administrator));
    Optional<Scene> after = settled.await();
    Instant whole = Instant.now();
    outages(began, working.orElse(whole));
    if (after.isPresent()) {
      scene = after.get();
      breaches.addAll(judge.breaches(before, licence));
    } else {
      breaches.add("L4: not whole in time: " + settled.missing());
      breaches.addAll(judge.recorded());
    }
    breaches.addAll(samplesUntil(began.minus(LATE)));
    breaches.addAll(hands.endings());
    breaches.addAll(OpenFiles.strangers(cluster));
    fit = after.isPresent() && administrator.stream().allMatch(Administrator::done);
    return new Round(
        plan.title(before),
        fit ? takeover(before, began, mending) : OptionalLong.empty(),
        Duration.between(mended, whole).toMillis(),
        administrator.map(Administrator::sentence).orElse(""),
        breaches);
  }

  /**
   * While the role stores its probe it can fetch from every unit: only its silence excuses a loss.
   */
  private void outages(Instant began, Instant whole) throws SQLException {
    cluster.database().probeSilences().stream()
        .filter(it -> it.to().isAfter(began) && it.from().isBefore(whole))
        .forEach(it -> samples.outage(it.from(), it.to()));
  }

  /** A whole system grants what people ask for; beside another fault it need not. */
  private Optional<String> refused(Plan plan) {
    boolean alone = plan.faults().size() == 1 && plan.turnover().isEmpty();
    return alone && !granted
        ? Optional.of("L4: a whole system took no " + plan.faults().getFirst().kind().title())
        : Optional.empty();
  }

  /**
   * Lets the faults last, and longer while what has to come of them has not come; tells what did
   * not come in time. It is looked for seldom, which must not slow it down.
   */
  private Optional<String> hold(Plan plan, Scene before, long fence) throws SQLException {
    long until = System.nanoTime() + Duration.ofMillis(plan.holdMillis()).toNanos();
    Optional<Demand> demand = Demand.of(plan, before);
    Optional<String> missing = Optional.empty();
    if (demand.isPresent()) {
      Demand demanded = demand.get();
      Wait.until(
          demanded.within(),
          () -> {
            Wait.out(PACE);
            return demanded.missing(audit.above(fence)).isEmpty();
          });
      missing = demanded.missing(audit.above(fence));
    }
    Wait.out(Duration.ofNanos(Math.max(0, until - System.nanoTime())));
    return missing;
  }

  private static List<String> undone(Optional<Administrator> administrator)
      throws InterruptedException {
    return administrator.isPresent() ? administrator.get().breaches(Settled.BUDGET) : List.of();
  }

  /**
   * In the first rounds nothing is old enough to be judged. What waited for a database that has
   * just come back is given time to be stored.
   */
  private List<String> samplesUntil(Instant horizon) throws IOException, SQLException {
    if (!samples.mayJudge(horizon)) {
      return List.of();
    }
    Wait.until(TO_CATCH_UP, () -> judge.tellsNothingNew(samples.before(horizon)));
    return judge.fresh(samples.before(horizon));
  }

  /** What changes in the Directory's servers begins before the faults, or after them. */
  private Licence strike(Plan plan, Scene before, Optional<Administrator> administrator)
      throws IOException, InterruptedException {
    Optional<Turnover> turnover = plan.turnover();
    turnover
        .filter(Turnover::first)
        .ifPresent(it -> {
          administrator.ifPresent(Administrator::begin);
          Wait.out(it.apart());
        });
    Licence licence = strike(plan, before);
    turnover
        .filter(it -> !it.first())
        .ifPresent(it -> {
          Wait.out(it.apart());
          administrator.ifPresent(Administrator::begin);
        });
    return turnover.map(it -> licence.and(it.in(before).licence())).orElse(licence);
  }

  private Licence strike(Plan plan, Scene before) throws IOException, InterruptedException {
    Licence licence = Licence.NOTHING;
    for (Fault fault : plan.faults()) {
      if (licence.faults() > 0) {
        Wait.out(Duration.ofMillis(plan.betweenMillis()));
      }
      licence = licence.and(Licence.of(fault, before));
      granted = strike.carryOut(fault, before);
    }
    return licence;
  }

  private OptionalLong takeover(Scene before, Instant began, Instant mending) throws SQLException {
    return audit.raises().stream()
        .filter(it -> it.at().isAfter(began) && it.at().isBefore(mending))
        .filter(it -> !it.server().equals(before.host()))
        .mapToLong(it -> Duration.between(began, it.at()).toMillis())
        .findFirst();
  }

  /** Judges the samples of the whole time, once those that are on their way have had time. */
  Verdict finish() throws IOException, SQLException {
    return samples.untilNow();
  }

  /** What has ended since the last round though nobody ended it. */
  List<String> endings() {
    return hands.endings();
  }

  List<String> fresh(Verdict samples) {
    return judge.fresh(samples);
  }

  /** What was recorded, in numbers. */
  String figures() throws SQLException {
    return ("%d writing transactions under %d fences, %d edits acknowledged;"
            + " two believed to host for at most %d ms")
        .formatted(
            audit.transactions(),
            audit.raises().size(),
            edits.count(),
            beliefs.longestOverlap().toMillis());
  }

  /** Writes down what the servers said and believed, and what the field measured. */
  void keep(Path folder) throws IOException {
    Files.createDirectories(folder);
    cluster.keepLogs(folder);
    beliefs.write(folder.resolve("beliefs.csv"));
    Files.copy(
        cluster.journal(), folder.resolve("journal.csv"), StandardCopyOption.REPLACE_EXISTING);
    try {
      Files.write(folder.resolve("samples.csv"), audit.samples());
    } catch (SQLException e) {
      Files.writeString(folder.resolve("samples.csv"), "cannot be read: " + e.getMessage());
    }
  }

  @Override
  public void close() {
    beliefs.close();
    cluster.close();
  }
}
