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
  private static final long EPOCH = 500;
  private static final long DAY = 86_400_000;
  private static final int WRAP = 65_536;
  private static final int FIRST = WRAP - 5;

  private final List<Served> served = new ArrayList<>();
  private final List<Stored> stored = new ArrayList<>();
  private final List<RecordedGap> gaps = new ArrayList<>();
  private long horizon = COUNT * PERIOD;

  JudgementTest() {
    for (int at = 0; at < COUNT; at++) {
      served.add(period(at, true));
      stored.add(sample(at));
    }
  }

  private static Served period(int at, boolean always) {
    return new Served(ZONE, EPOCH, sequence(at), end(at), measured(at), always);
  }

  private static Stored sample(int at) {
    return sample(at, 1, 37, measured(at));
  }

  private static Stored sample(int at, int epoch, long laterMillis, Measured measured) {
    return new Stored(ZONE, epoch, sequence(at), end(at) + laterMillis, measured);
  }

  private static Measured measured(int at) {
    return new Measured(at % 7, 10 * at, 800 + at);
  }

  /** All samples from one on are stored under another epoch, with ends that are later. */
  private void anchoredAnew(int from, int epoch, long laterMillis) {
    for (int at = from; at < COUNT; at++) {
      stored.set(at, sample(at, epoch, laterMillis, measured(at)));
    }
  }

  /** The unit restarts before a period, and counts from 0. */
  private void restarted(int from) {
    for (int at = from; at < COUNT; at++) {
      served.set(at, new Served(ZONE, end(from), at - from, end(at), measured(at), true));
      stored.set(at, new Stored(ZONE, 2, at - from, end(at) + 37, measured(at)));
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
      served.set(at, period(at, false));
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
    stored.add(sample(9, 1, 900, measured(9)));
    assertThat(judge().twice()).hasSize(1);
    assertThat(judge().lost()).isEmpty();
  }

  @Test
  void aWrongValueIsFound() {
    stored.set(9, sample(9, 1, 37, new Measured(99, 90, 809)));
    assertThat(judge().wrong())
        .singleElement()
        .asString()
        .contains("is stored with volume 99 and was 2.");
  }

  @Test
  void aMissingValueStoredAsZeroIsWrong() {
    served.set(9, new Served(ZONE, EPOCH, sequence(9), end(9), Measured.NOTHING, true));
    stored.set(9, sample(9, 1, 37, new Measured(0, Measured.NONE, Measured.NONE)));
    assertThat(judge().wrong()).hasSize(1);
  }

  @Test
  void anInventedSampleIsFound() {
    stored.add(new Stored(ZONE, 1, 4711, end(9) + 1, measured(3)));
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
    anchoredAnew(0, 1, 1_837);
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
    served.add(new Served(ZONE, later, sequence(3), later, measured(5), true));
    stored.add(new Stored(ZONE, 2, sequence(3), later + 50, measured(5)));
    horizon = later;
    assertThat(judge().held()).isTrue();
  }

  @Test
  void aWrongOccupancyOrSpeedIsFound() {
    stored.set(9, sample(9, 1, 37, new Measured(2, 91, 809)));
    stored.set(10, sample(10, 1, 37, new Measured(3, 100, Measured.NONE)));
    assertThat(judge().wrong())
        .satisfiesExactlyInAnyOrder(
            one -> assertThat(one).contains("with occupancy 91 and was 90."),
            one -> assertThat(one).contains("with speed -1 and was 810."));
  }

  /** A host that anchors by its own clock moves what follows, if only by a millisecond. */
  @Test
  void anEndThatIsAMillisecondOffWithinAnEpochIsFound() {
    anchoredAnew(15, 1, 38);
    assertThat(judge().wrong())
        .hasSize(5)
        .allSatisfy(one -> assertThat(one).contains("stored 1 ms away from where the epoch 1"));
    assertThat(judge().lost()).isEmpty();
  }

  @Test
  void anEndThatIsAWholePeriodOffWithinAnEpochIsFound() {
    anchoredAnew(15, 1, 37 + PERIOD);
    assertThat(judge().wrong()).hasSize(5);
  }

  /** What a clock a day wrong has anchored is right as long as all that follows agrees. */
  @Test
  void aWholeEpochADayOffHolds() {
    anchoredAnew(0, 1, -DAY);
    assertThat(judge().findings()).isEmpty();
    assertThat(judge().expected()).isEqualTo(COUNT);
    anchoredAnew(0, 1, DAY);
    assertThat(judge().findings()).isEmpty();
  }

  @Test
  void aLostSampleIsFoundAlsoWhereTheHostsClockIsADayOff() {
    anchoredAnew(0, 1, DAY);
    stored.remove(9);
    assertThat(judge().lost()).hasSize(1);
    assertThat(judge().findings()).hasSize(1);
  }

  @Test
  void aNewEpochWithoutARestartIsFound() {
    anchoredAnew(15, 2, 900);
    assertThat(judge().wrong())
        .singleElement()
        .asString()
        .contains("the epoch 2 follows the epoch 1 at the period 10", "went on counting");
  }

  @Test
  void aNewEpochAfterARestartHolds() {
    restarted(15);
    assertThat(judge().findings()).isEmpty();
  }

  @Test
  void anEpochThatFallsIsFound() {
    restarted(15);
    for (int at = 0; at < 15; at++) {
      stored.set(at, sample(at, 3, 37, measured(at)));
    }
    assertThat(judge().wrong()).singleElement().asString().contains("the epoch 2 follows");
  }

  @Test
  void aRestartThatTheRoleHasTakenForAnUnbrokenCountIsFound() {
    restarted(15);
    for (int at = 15; at < COUNT; at++) {
      stored.set(at, new Stored(ZONE, 1, at - 15, end(at) + 40, measured(at)));
    }
    // They pass for the periods 0 to 4 of the count before.
    assertThat(judge().twice()).hasSize(5);
    assertThat(judge().lost()).hasSize(5);
  }

  @Test
  void aNewEpochAfterMoreThanTheUnitHeldHoldsWithAGapWithoutACount() {
    unreadable(8, 13);
    anchoredAnew(14, 2, -DAY + 900);
    stored.subList(8, 14).clear();
    assertThat(judge().unrecorded()).hasSize(6);
    gaps.add(new RecordedGap(ZONE, end(7) + 37, end(14) - DAY + 900, RecordedGap.UNKNOWN));
    assertThat(judge().findings()).isEmpty();
    assertThat(judge().gapPeriods()).isEqualTo(6);
  }

  @Test
  void aGapWithoutACountWhereNothingIsMissingIsFound() {
    gaps.add(new RecordedGap(ZONE, end(7) + 37, end(8) + 37, RecordedGap.UNKNOWN));
    assertThat(judge().unrecorded()).singleElement().asString().contains("with nothing missing");
  }

  @Test
  void aGapWithoutACountAtARestartHolds() {
    restarted(15);
    gaps.add(new RecordedGap(ZONE, end(14) + 37, end(15) + 37, RecordedGap.UNKNOWN));
    assertThat(judge().findings()).isEmpty();
  }

  @Test
  void aGapThatEndsAtNoPeriodIsFound() {
    unreadable(8, 9);
    stored.subList(8, 10).clear();
    gaps.add(new RecordedGap(ZONE, end(7) + 37, end(10) + 38, 2));
    assertThat(judge().unrecorded())
        .anySatisfy(one -> assertThat(one).contains("no stored periods end there"));
  }
}
