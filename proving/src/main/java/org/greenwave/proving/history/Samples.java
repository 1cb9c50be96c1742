package org.greenwave.proving.history;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.greenwave.app.judge.Evidence;
import org.greenwave.app.judge.FieldJournal;
import org.greenwave.app.judge.Judgement;
import org.greenwave.app.judge.RecordedGap;
import org.greenwave.app.judge.Served;
import org.greenwave.app.judge.Stored;
import org.greenwave.app.judge.Verdict;
import org.greenwave.app.judge.ZoneName;
import org.greenwave.proving.Wait;
import org.greenwave.proving.cluster.LocalCluster;

/** The samples of a cluster's role, judged by the field's own journal (law L3). */
public final class Samples {
  private static final Duration TO_KNOW_ALL = Duration.ofSeconds(60);
  private static final Duration LATE = Duration.ofSeconds(25);
  private static final int MOST_TOLD = 3;

  private final LocalCluster cluster;
  private final Outages outages;
  private final long begunMillis = System.currentTimeMillis();

  private Samples(LocalCluster cluster) {
    this.cluster = cluster;
    this.outages = new Outages(cluster.periodMillis());
  }

  /** Waits until every zone is stored: what was never known is promised to nobody. */
  public static Samples begin(LocalCluster cluster) {
    Wait.demand(TO_KNOW_ALL, "a sample of every zone of the field", () -> knowsAll(cluster));
    return new Samples(cluster);
  }

  private static boolean knowsAll(LocalCluster cluster) throws IOException, SQLException {
    Set<ZoneName> measured =
        FieldJournal.read(cluster.journal(), 0).stream()
            .filter(Served::always)
            .map(Served::zone)
            .collect(Collectors.toSet());
    Set<ZoneName> stored =
        cluster.database().stored(0).stream().map(Stored::zone).collect(Collectors.toSet());
    return !measured.isEmpty() && stored.containsAll(measured);
  }

  /** Takes note of a time in which the role may have had no host. */
  public void outage(Instant from, Instant to) {
    outages.add(from, to);
  }

  /** Whether periods that had to be stored have surely ended before a time. */
  public boolean mayJudge(Instant horizon) {
    return horizon.toEpochMilli() > begunMillis + 2 * cluster.periodMillis();
  }

  /** What speaks against the law, of all periods that ended before a time. */
  public Verdict before(Instant horizon) throws IOException, SQLException {
    // In this order: what was measured has had time to be stored, a gap's end is stored with it.
    List<Served> served =
        FieldJournal.read(cluster.journal(), 0).stream().map(outages::seen).toList();
    List<RecordedGap> gaps = cluster.database().gaps(0);
    List<Stored> stored = cluster.database().stored(0);
    return Judgement.judge(
        new Evidence(
            served,
            stored,
            gaps,
            new Evidence.Window(begunMillis, horizon.toEpochMilli(), cluster.periodMillis())));
  }

  /** The same of all until now; what is on its way, and what the journal will tell, is awaited. */
  public Verdict untilNow() throws IOException, SQLException {
    Instant horizon = Instant.now();
    AtomicReference<Verdict> last = new AtomicReference<>(before(horizon));
    Wait.until(
        LATE,
        () -> {
          last.set(before(horizon));
          return last.get().held();
        });
    return last.get();
  }

  /** Judges all until now, and tells it. */
  public void check(org.greenwave.proving.Verdict verdict) throws IOException, SQLException {
    Verdict found = untilNow();
    verdict.check(
        found.held() && found.compared() > 0,
        ("L3: %d samples compared with the field's journal:"
                + " lost %d, twice %d, wrong %d, gaps of %d%s")
            .formatted(
                found.compared(),
                found.lost().size(),
                found.twice().size(),
                found.wrong().size() + found.unrecorded().size(),
                found.gapPeriods(),
                found.findings().stream()
                    .limit(MOST_TOLD)
                    .map(it -> "\n     " + it)
                    .collect(Collectors.joining())));
  }
}
