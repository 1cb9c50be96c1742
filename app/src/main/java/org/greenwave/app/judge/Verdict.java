package org.greenwave.app.judge;

import java.util.ArrayList;
import java.util.List;

/**
 * What a judgement found. Each finding is a sentence.
 *
 * @param expected how many periods could have been stored and had to be
 * @param compared how many stored samples were compared with the journal
 * @param lost periods that could be read and are not stored
 * @param twice periods that are stored more than once
 * @param wrong samples with another value than the journal's, or that no zone ever measured
 * @param unrecorded missing periods, or gaps, that the database tells differently from the journal
 * @param gapPeriods periods that nobody could read and that stand in the database as gaps
 */
public record Verdict(
    int expected,
    int compared,
    List<String> lost,
    List<String> twice,
    List<String> wrong,
    List<String> unrecorded,
    int gapPeriods) {
  public Verdict {
    lost = List.copyOf(lost);
    twice = List.copyOf(twice);
    wrong = List.copyOf(wrong);
    unrecorded = List.copyOf(unrecorded);
  }

  /** Whether law L3 held. */
  public boolean held() {
    return expected > 0
        && lost.isEmpty()
        && twice.isEmpty()
        && wrong.isEmpty()
        && unrecorded.isEmpty();
  }

  /** Everything that speaks against it, the worst first. */
  public List<String> findings() {
    var all = new ArrayList<>(lost);
    all.addAll(twice);
    all.addAll(wrong);
    all.addAll(unrecorded);
    if (expected == 0) {
      all.add("Nothing was there to be judged: no period had to be stored.");
    }
    return List.copyOf(all);
  }
}
