package org.greenwave.proving.history;

import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import org.greenwave.proving.Verdict;
import org.greenwave.proving.cluster.LocalCluster;

/**
 * What became of everything since a moment: who wrote, by the role database's own record, and which
 * samples arrived, by the field's journal.
 */
public final class Reckoning {
  private final Verdict verdict;
  private final Audit audit;
  private final Samples samples;

  private Reckoning(Verdict verdict, Audit audit, Samples samples) {
    this.verdict = verdict;
    this.audit = audit;
    this.samples = samples;
  }

  /** Begins it, once every zone has been stored. */
  public static Reckoning begin(LocalCluster cluster, Verdict verdict) throws SQLException {
    Samples samples = Samples.begin(cluster);
    Audit audit = new Audit(cluster.database());
    audit.begin();
    return new Reckoning(verdict, audit, samples);
  }

  /** Judges the laws by the role database's own record, and samples by the field's journal. */
  public void judge(String when) throws IOException, SQLException {
    List<String> breaches = audit.breaches();
    verdict.check(
        breaches.isEmpty(),
        "%s, %d writing transactions under %d fences: no write under a lower fence%s"
            .formatted(
                when,
                audit.transactions(),
                audit.raises().size(),
                breaches.isEmpty() ? "" : ": " + breaches));
    samples.check(verdict);
  }
}
