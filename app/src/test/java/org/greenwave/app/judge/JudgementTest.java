package org.greenwave.app.judge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.greenwave.app.judge.Evidence.Window;
import org.junit.jupiter.api.Test;

/** Each law is broken on purpose once, and must be found; nothing else may be. */
final class JudgementTest {
  private static final ZoneName ZONE = new ZoneName("A2-017", 1);
  private static final long PERIOD = 2_000;
  private static final int COUNT = 20;
  private static final int WRAP = 65_536;
  private static final int FIRST = WRAP - 5;

  private final List<Served> served = new ArrayList<>();
  private final List<Stored> stored = new ArrayList<>();
  private final List<RecordedGap> gaps = new ArrayList<>();
  private long horizon = COUNT * PERIOD;

  JudgementTest() {
    for (int at = 0; at < COUNT; at++) {
      served.add(new Served(ZONE, sequence(at), end(at), at % 7, true));
      stored.add(new Stored(ZONE, sequence(at), end(at) + 37, at % 7));
    }
  }

  private static int sequence(int at) {
    return (FIRST + at) % WRAP;
  }

  private static long end(int at) {
    return (at + 1) * PERIOD;
  }

  private Verdict judge() {
    return Judgement.judge(new Evidence(served, stored, gaps, new Window(end(0), horizon, PERIOD)));
  }

  private void unreadable(int from, int to) {
    for (int at = from; at <= to; at++) {
      served.set(at, new Served(ZONE, sequence(at), end(at), at % 7, false));
    }
  }

  @Test
  void aWholeRecordHolds() {
    Verdict verdict = judge();
    assertThat(verdict.findings()).isEmpty();
    assertThat(verdict.held()).isTrue();
    assertThat(verdict.expected()).isEqualTo(COUNT);
    assertThat(verdict.compared()).isEqualTo(COUNT);
  }

  @Test
  void aLostSampleIsFound() {
    stored.remove(9);
    assertThat(judge().lost()).singleElement().asString().contains("A2-017 zone 1: the period 4");
    assertThat(judge().held()).isFalse();
  }

  @Test
  void aGapDoesNotExcuseWhatCouldBeRead() {
    stored.remove(9);
    gaps.add(new RecordedGap(ZONE, end(8) + 37, end(10) + 37, 1));
    assertThat(judge().lost()).hasSize(1);
    assertThat(judge().unrecorded()).isEmpty();
  }

  @Test
  void aSampleStoredUnderASecondTimeIsFound() {
    stored.add(new Stored(ZONE, sequence(9), end(9) + 900, 9 % 7));
    assertThat(judge().twice()).hasSize(1);
    assertThat(judge().lost()).isEmpty();
  }

  @Test
  void aWrongValueIsFound() {
    stored.set(9, new Stored(ZONE, sequence(9), end(9), 99));
    assertThat(judge().wrong())
        .singleElement()
        .asString()
        .contains("is stored with volume 99 and was 2.");
  }

  @Test
  void aMissingValueStoredAsZeroIsWrong() {
    served.set(9, new Served(ZONE, sequence(9), end(9), Served.NONE, true));
    stored.set(9, new Stored(ZONE, sequence(9), end(9), 0));
    assertThat(judge().wrong()).hasSize(1);
  }

  @Test
  void anInventedSampleIsFound() {
    stored.add(new Stored(ZONE, 4711, end(9) + 1, 3));
    assertThat(judge().wrong()).singleElement().asString().contains("was never measured");
  }

  @Test
  void whatNobodyCouldReadIsAGapWhenItIsRecordedAsOne() {
    unreadable(8, 10);
    stored.subList(8, 11).clear();
    gaps.add(new RecordedGap(ZONE, end(7) + 37, end(11) + 37, 3));
    assertThat(judge().held()).isTrue();
    assertThat(judge().gapPeriods()).isEqualTo(3);
    assertThat(judge().expected()).isEqualTo(COUNT - 3);
  }

  /** A host names the ends of periods by where its first poll fell, a whole period off at most. */
  @Test
  void aGapIsFoundAlsoWhereTheHostIsNearlyAPeriodLater() {
    stored.replaceAll(
        one -> new Stored(ZONE, one.sequence(), one.endMillis() + 1_800, one.volume()));
    unreadable(8, 10);
    stored.subList(8, 11).clear();
    gaps.add(new RecordedGap(ZONE, end(7) + 1_837, end(11) + 1_837, 3));
    assertThat(judge().held()).isTrue();
    assertThat(judge().gapPeriods()).isEqualTo(3);
  }

  @Test
  void aGapThatNobodyRecordedIsFound() {
    unreadable(8, 8);
    stored.remove(8);
    assertThat(judge().unrecorded()).singleElement().asString().contains("no gap tells it");
  }

  @Test
  void aGapWithAnotherCountIsFound() {
    unreadable(8, 9);
    stored.subList(8, 10).clear();
    gaps.add(new RecordedGap(ZONE, end(7) + 37, end(10) + 37, 5));
    assertThat(judge().unrecorded()).singleElement().asString().contains("a gap of 5 periods");
  }

  @Test
  void aGapThatHidesStoredSamplesIsFound() {
    gaps.add(new RecordedGap(ZONE, end(7) + 37, end(10) + 37, 2));
    assertThat(judge().unrecorded()).singleElement().asString().contains("and 0 are missing");
  }

  @Test
  void whatIsReadableNowAndThenMayBeStoredOrNot() {
    unreadable(8, 8);
    assertThat(judge().held()).isTrue();
  }

  @Test
  void whatEndedAfterTheHorizonIsNotAwaited() {
    stored.removeLast();
    assertThat(judge().lost()).hasSize(1);
    horizon -= 1;
    assertThat(judge().held()).isTrue();
  }

  @Test
  void aZoneThatNeverStoredAnythingHasLostAll() {
    stored.clear();
    assertThat(judge().lost()).hasSize(COUNT);
  }

  @Test
  void nothingToJudgeIsNotAPass() {
    served.clear();
    stored.clear();
    assertThat(judge().held()).isFalse();
  }

  @Test
  void equalNumbersAfterARestartAreTwoPeriods() {
    long later = 10 * 60_000;
    served.add(new Served(ZONE, sequence(3), later, 5, true));
    stored.add(new Stored(ZONE, sequence(3), later + 50, 5));
    horizon = later;
    assertThat(judge().held()).isTrue();
  }
}
