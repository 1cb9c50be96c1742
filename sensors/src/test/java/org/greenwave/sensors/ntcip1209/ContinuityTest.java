package org.greenwave.sensors.ntcip1209;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.greenwave.sensors.ntcip1209.Verdict.AskForAll;
import org.greenwave.sensors.ntcip1209.Verdict.New;
import org.greenwave.sensors.ntcip1209.Verdict.NothingNew;
import org.greenwave.sensors.ntcip1209.Verdict.Period;
import org.junit.jupiter.api.Test;

class ContinuityTest {
  private static final OptionalInt UNMOVED = OptionalInt.empty();
  private static final int PERIOD = 30;
  private static final long NOW = 1_800_000_010_000L;
  private static final long END = 1_800_000_000_000L;
  private static final Moment READ = new Moment(NOW, NOW);

  @Test
  void aZoneNeverSeenIsAskedForEverythingAndAlignedToThePeriod() {
    assertThat(Continuity.place(sight(Optional.empty(), held(9), false, 0)))
        .isInstanceOf(AskForAll.class);
    New found = found(sight(Optional.empty(), held(6, 7, 8, 9), true, 0));
    assertThat(found.anchor()).isEqualTo(new Anchor(1, 9, END, PERIOD, print(9)));
    assertThat(ends(found)).containsExactly(END - 90_000, END - 60_000, END - 30_000, END);
  }

  @Test
  void theNextPeriodFollowsTheAnchorWhateverTheWallClockSays() {
    New found = found(sight(anchor(9), held(10), false, 31_000));
    assertThat(ends(found)).containsExactly(END + 30_000);
    assertThat(found.holes()).isEmpty();
  }

  @Test
  void aHeldAnchorProvesContinuityAgainstAnyClock() {
    New found = found(sight(anchor(9), held(8, 9, 10, 11), true, 7_200_000));
    assertThat(ends(found)).containsExactly(END + 30_000, END + 60_000);
    found = found(sight(anchor(9), held(8, 9, 10, 11), true, -7_200_000));
    assertThat(ends(found)).containsExactly(END + 30_000, END + 60_000);
  }

  @Test
  void theSequenceWraps() {
    New found = found(sight(anchor(65_535), held(65_534, 65_535, 0, 1), true, 60_000));
    assertThat(ends(found)).containsExactly(END + 30_000, END + 60_000);
    assertThat(found.anchor().sequence()).isEqualTo(1);
  }

  @Test
  void aWholeTurnOfTheSequenceIsTakenFromTheTimeThatHasGoneBy() {
    long turn = 65_536L * PERIOD * 1000;
    New found = found(sight(anchor(9), held(10, 11, 12, 13), true, 0, turn + 120_000));
    assertThat(found.anchor().periodEndMillis()).isEqualTo(END + turn + 120_000);
    assertThat(found.holes().getFirst().periods()).isEqualTo(65_536);
  }

  @Test
  void whatTheDeviceNoLongerHoldsIsAGap() {
    assertThat(Continuity.place(sight(anchor(9), held(17), false, 245_000)))
        .isInstanceOf(AskForAll.class);
    New found = found(sight(anchor(9), held(14, 15, 16, 17), true, 245_000));
    assertThat(found.holes())
        .containsExactly(
            new Verdict.Hole(END, END + 150_000, 4, found.holes().getFirst().reason()));
    assertThat(ends(found)).hasSize(4).startsWith(END + 150_000);
  }

  @Test
  void aBrokenSequenceBeginsANewEpochAfterTheOld() {
    New found = found(sight(anchor(900), held(1, 2), true, 15_000));
    assertThat(found.fresh()).isTrue();
    assertThat(found.anchor().epoch()).isEqualTo(2);
    assertThat(ends(found)).containsExactly(END + 30_000, END + 60_000);
    New late = found(sight(anchor(900), held(1, 2), true, 0, 600_000, NOW + 600_000));
    assertThat(ends(late)).containsExactly(END + 570_000, END + 600_000);
    assertThat(late.holes().getFirst().periods()).isEqualTo(-1);
  }

  @Test
  void aClockThatIsALittleBehindLeavesNoRoomAndSaysThatItCannotKnowWhatWasMissed() {
    New found = found(sight(anchor(900), held(1, 2), true, 0, 600_000, NOW - 40_000));
    assertThat(ends(found)).containsExactly(END + 30_000, END + 60_000);
    assertThat(found.holes())
        .containsExactly(
            new Verdict.Hole(END, END + 30_000, -1, found.holes().getFirst().reason()));
  }

  @Test
  void anAnchorADayAheadOfTheClockIsNotWaitedForAndNoEndOfItsEpochIsNamedAgain() {
    long day = 86_400_000;
    New found = found(sight(anchor(900), held(1, 2), true, 0, 600_000, NOW - day));
    assertThat(ends(found)).containsExactly(END - day - 30_000 + 1, END - day + 1);
    assertThat(found.holes())
        .containsExactly(
            new Verdict.Hole(
                END - day - 60_000 + 1,
                END - day - 30_000 + 1,
                -1,
                found.holes().getFirst().reason()));
  }

  @Test
  void aPeriodOfAnotherLengthBeginsANewEpoch() {
    Optional<Anchor> other = Optional.of(new Anchor(4, 9, END, 60, print(9)));
    New found = found(sight(other, held(9, 10), true, 30_000));
    assertThat(found.anchor().epoch()).isEqualTo(5);
    assertThat(found.periods()).as("9 is known").hasSize(1);
  }

  @Test
  void afterALongSilenceAStepThatDisagreesWithTheTimeByMoreThanEightPeriodsIsNone() {
    long month = 2_592_000_000L;
    int numbers = (int) Math.floorMod(9 + month / 30_000, 65_536L);
    New right = found(sight(anchor(9), held(numbers + 8), true, 0, month, NOW + month));
    assertThat(right.fresh()).isFalse();
    New wrong = found(sight(anchor(9), held(numbers + 9), true, 0, month, NOW + month));
    assertThat(wrong.fresh()).isTrue();
    assertThat(wrong.holes().getFirst().periods()).isEqualTo(-1);
  }

  @Test
  void afterARestartTheSameNumberProvesNothing() {
    Sight again =
        new Sight(
            anchor(2), entries(held(1, 2, 3)), true, UNMOVED, PERIOD, true, 3_600_000, READ, 0);
    assertThat(found(again).anchor().epoch()).isEqualTo(2);
  }

  @Test
  void soonAfterAnotherRestartSmallNumbersProveNothing() {
    List<Entry> counted = List.of(other(0, 4), other(1, 3), other(2, 2));
    Sight last =
        new Sight(anchor(1), List.of(other(2, 2)), false, UNMOVED, PERIOD, true, 90_000, READ, 0);
    assertThat(Continuity.place(last)).isInstanceOf(AskForAll.class);
    New found = found(new Sight(anchor(1), counted, true, UNMOVED, PERIOD, true, 90_000, READ, 0));
    assertThat(found.anchor().epoch()).isEqualTo(2);
    assertThat(ends(found)).containsExactly(END + 30_000, END + 60_000, END + 90_000);
  }

  private static Entry other(int sequence, int index) {
    return new Entry(1, index, sequence, 30L * sequence, 6, 50, 800, 2, true, List.of());
  }

  @Test
  void nothingNewAndNothingAtAll() {
    assertThat(Continuity.place(sight(anchor(9), held(9), false, 10_000)))
        .isInstanceOf(NothingNew.class);
    assertThat(Continuity.place(sight(anchor(9), new int[0], true, 10_000)))
        .isInstanceOf(NothingNew.class);
  }

  @Test
  void anEntryMissedWhileTheDeviceMovedOnIsAHoleAlsoAtTheBeginning() {
    List<Entry> moved = List.of(entry(6, 5), entry(7, 4), entry(8, 3), entry(10, 2));
    New found = found(new Sight(Optional.empty(), moved, true, UNMOVED, PERIOD, false, 0, READ, 0));
    assertThat(found.holes()).hasSize(1);
    assertThat(found.holes().getFirst().periods()).isEqualTo(1);
    New later = found(new Sight(anchor(7), moved, true, UNMOVED, PERIOD, false, 100_000, READ, 0));
    assertThat(later.holes().getFirst().periods()).isEqualTo(1);
  }

  @Test
  void aDeviceThatMovedOnWhileItWasReadIsReadAgain() {
    List<Entry> read = List.of(neverFilled(5), neverFilled(4), neverFilled(3), entry(10, 2));
    // Entry 9 was the newest at first: it stands third now, where nothing was when that was read.
    assertThat(
            Continuity.place(
                new Sight(
                    Optional.empty(), read, true, OptionalInt.of(9), PERIOD, false, 0, READ, 0)))
        .isInstanceOf(AskForAll.class);
    assertThat(
            found(
                    new Sight(
                        anchor(8), read, true, OptionalInt.of(10), PERIOD, false, 20_000, READ, 0))
                .holes())
        .hasSize(1);
  }

  @Test
  void entriesLeftFromBeforeARestartAreNotTakenForNewOnes() {
    List<Entry> mixed = List.of(entry(4711, 5), entry(4711, 4), entry(1, 3), entry(2, 2));
    New found = found(new Sight(Optional.empty(), mixed, true, UNMOVED, PERIOD, false, 0, READ, 0));
    assertThat(found.periods().stream().map(p -> p.entry().sequence())).containsExactly(1, 2);
  }

  @Test
  void aPeriodToComeIsNotTakenForOneThatIsOver() {
    List<Entry> empty = List.of(neverFilled(5), neverFilled(4), neverFilled(3), neverFilled(2));
    assertThat(
            Continuity.place(
                new Sight(anchor(900), empty, true, UNMOVED, PERIOD, true, 40_000, READ, 0)))
        .isInstanceOf(NothingNew.class);
    List<Entry> first = List.of(neverFilled(5), neverFilled(4), neverFilled(3), entry(0, 2));
    New found = found(new Sight(anchor(900), first, true, UNMOVED, PERIOD, true, 70_000, READ, 0));
    assertThat(found.periods()).hasSize(1);
    assertThat(found.periods().getFirst().entry().volume()).isEqualTo(5);
  }

  private static Entry neverFilled(int index) {
    return new Entry(1, index, 0, 0, Tss.MISSING, Tss.MISSING, Tss.MISSING, 3, true, List.of());
  }

  private static New found(Sight sight) {
    Verdict verdict = Continuity.place(sight);
    assertThat(verdict).isInstanceOf(New.class);
    return (New) verdict;
  }

  private static List<Long> ends(New found) {
    return found.periods().stream().map(Period::periodEndMillis).toList();
  }

  private static Sight sight(Optional<Anchor> anchor, int[] held, boolean all, long... times) {
    long since = times.length > 1 ? times[1] : times[0];
    long now = times.length > 2 ? times[2] : NOW;
    return new Sight(
        anchor, entries(held), all, UNMOVED, PERIOD, false, since, new Moment(now, now), 0);
  }

  private static Optional<Anchor> anchor(int sequence) {
    return Optional.of(new Anchor(1, sequence, END, PERIOD, print(sequence)));
  }

  private static int[] held(int... oldestFirst) {
    return oldestFirst;
  }

  private static List<Entry> entries(int[] oldestFirst) {
    List<Entry> entries = new ArrayList<>();
    for (int at = 0; at < oldestFirst.length; at++) {
      entries.add(entry(oldestFirst[at], 1 + oldestFirst.length - at));
    }
    return entries;
  }

  private static Entry entry(int sequence, int index) {
    return new Entry(1, index, sequence, 30L * sequence, 5, 50, 800, 2, true, List.of());
  }

  private static int print(int sequence) {
    return entry(sequence, 2).fingerprint();
  }
}
