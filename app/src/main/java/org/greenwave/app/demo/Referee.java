package org.greenwave.app.demo;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.greenwave.app.judge.Evidence;
import org.greenwave.app.judge.Evidence.Window;
import org.greenwave.app.judge.FieldJournal;
import org.greenwave.app.judge.Judgement;
import org.greenwave.app.judge.Verdict;

/**
 * Judges stretch after stretch of a run. Stretches overlap, so that no period falls between two.
 * What is on its way is no loss: a stretch that looks bad is looked at again for some seconds.
 */
final class Referee {
  private static final Duration LATE = Duration.ofSeconds(12);
  private static final Duration AGAIN = Duration.ofSeconds(1);
  private static final long OVERLAP_MILLIS = 60_000;

  private final RoleDatabase database;
  private final Path journal;
  private final long periodMillis;
  private final long begunMillis;
  private long sinceMillis;

  /** A referee of a run in which every zone stores since a time. */
  Referee(RoleDatabase database, Path journal, long periodMillis, long begunMillis) {
    this.database = database;
    this.journal = journal;
    this.periodMillis = periodMillis;
    this.begunMillis = begunMillis;
  }

  /** Judges everything since the last stretch, up to now. */
  Verdict judge() throws IOException, SQLException {
    long horizon = System.currentTimeMillis();
    long until = System.nanoTime() + LATE.toNanos() + Duration.ofMillis(periodMillis).toNanos();
    Verdict verdict = look(horizon);
    while (!verdict.held() && System.nanoTime() < until) {
      LockSupport.parkNanos(AGAIN.toNanos());
      verdict = look(horizon);
    }
    sinceMillis = horizon - OVERLAP_MILLIS;
    return verdict;
  }

  private Verdict look(long horizon) throws IOException, SQLException {
    // The journal is read before the samples: what is in it has had time to get stored. Samples and
    // periods may differ by some milliseconds at the edge, so the samples reach further back.
    long begun = Math.max(begunMillis, sinceMillis);
    long from = sinceMillis - OVERLAP_MILLIS / 2;
    var served = FieldJournal.read(journal, from);
    var gaps = database.gaps(sinceMillis);
    var stored = database.samples(from);
    return Judgement.judge(
        new Evidence(served, stored, gaps, new Window(begun, horizon, periodMillis)));
  }
}
