package org.greenwave.tss.store;

import java.sql.SQLException;
import java.util.List;
import org.greenwave.sensors.Origin;
import org.greenwave.sensors.Quality;
import org.greenwave.sensors.Reading;
import org.greenwave.sensors.Sample;

/** Loads what the first transaction after activation needs. */
public final class Warmth {
  private static final int ROUNDS = 200;

  private Warmth() {}

  /** Encodes a sample that goes nowhere; answers the bytes' count, so that it is really done. */
  public static int load() {
    Reading reading = Reading.of(1, 1, 1, Quality.OK);
    Sample sample = new Sample(1, 1_800_000_000_000L, 1, reading, Origin.NONE);
    Submission submission = Submission.of(List.of(sample));
    boolean sound = Bounds.fault(submission).isEmpty();
    int days = new DayPartitions().missing(submission.samples()).size();
    SqlFaults.refusesTheData(new SQLException("rehearsal", "00000"));
    int bytes = 0;
    for (int round = 0; round < ROUNDS; round++) {
      bytes = CopyRows.encode(submission.samples()).length;
    }
    return bytes + days + (sound ? 1 : 0);
  }
}
