package org.greenwave.simulator.field.device;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.greenwave.simulator.field.traffic.Road;
import org.greenwave.simulator.field.traffic.RoadClock;
import org.greenwave.simulator.field.traffic.Station;
import org.greenwave.simulator.field.traffic.Traffic;
import org.greenwave.simulator.field.traffic.ZoneStatus;
import org.junit.jupiter.api.Test;

/** A unit over time. */
class TssUnitTest {
  private static final long START = 1_795_350_000_700L;
  private static final long PERIOD = 2_000;
  private static final long HOURS = 2 * 3_600_000;
  private static final List<Station> STATIONS = Station.along(Road.NETHERLANDS, 4, 1);
  private static final Traffic TRAFFIC =
      new Traffic(1, new RoadClock(START, 8 * 3_600_000, 1), STATIONS, false);

  @Test
  void closesEachPeriodOnceAndNumbersItWith16Bits() {
    TssUnit unit = unit(Conduct.STEADY, 65_534);
    List<Period> completed = new ArrayList<>();
    for (long now = START; now < START + 20_000; now += 300) {
      completed.addAll(unit.advance(now));
    }
    assertThat(completed).extracting(Period::sequence).startsWith(65_534, 65_535, 0, 1, 2);
    for (int at = 1; at < completed.size(); at++) {
      assertThat(completed.get(at).endMillis() - completed.get(at - 1).endMillis())
          .isEqualTo(PERIOD);
    }
    assertThat(completed.getFirst().endMillis()).isEqualTo(unit.epochMillis() + PERIOD);
    assertThat(completed.getFirst().endMillis() % PERIOD).isEqualTo(500);
  }

  @Test
  void holdsTheLastFourPeriodsAndTheOneInProgress() {
    TssUnit unit = unit(Conduct.STEADY, 10);
    long now = unit.epochMillis() + PERIOD / 2;
    assertThat(unit.entries()).isEqualTo(1);
    assertThat(unit.entry(2, now).readings().getFirst().status())
        .isEqualTo(ZoneStatus.INITIALIZING);
    List<Period> completed = unit.advance(now + 7 * PERIOD);
    assertThat(unit.entries()).isEqualTo(5);
    assertThat(unit.entry(1, now + 7 * PERIOD).sequence()).isEqualTo(17);
    for (int entry = 2; entry <= 5; entry++) {
      assertThat(unit.entry(entry, now + 7 * PERIOD)).isEqualTo(completed.get(8 - entry));
    }
  }

  @Test
  void losesEverythingInARestartAndBeginsANewEpoch() {
    TssUnit unit = unit(Conduct.RESTARTS_AT_TIMES, 100);
    long firstEpoch = unit.epochMillis();
    long now = START;
    List<Period> before = List.of();
    while (unit.epochMillis() == firstEpoch) {
      before = unit.advance(now).isEmpty() ? before : List.of(unit.entry(2, now));
      now += 100;
    }
    assertThat(now).isLessThan(START + HOURS);
    assertThat(unit.entries()).isEqualTo(1);
    assertThat(unit.retrieval(before.getFirst())).isEqualTo(Retrieval.PARTLY);
    assertThat(unit.answers(now)).isFalse();
    assertThat(unit.advance(unit.epochMillis() + PERIOD))
        .extracting(Period::sequence)
        .containsExactly(0);
  }

  @Test
  void measuresOnWhileItIsSilentAndSaysWhatNobodyCouldRead() {
    TssUnit unit = unit(Conduct.SILENT_AT_TIMES, 0);
    List<Period> completed = new ArrayList<>();
    long silent = 0;
    for (long now = START; now < START + HOURS; now += 500) {
      completed.addAll(unit.advance(now));
      silent += unit.answers(now) ? 0 : 500;
    }
    assertThat(completed).hasSizeBetween((int) (HOURS / PERIOD) - 2, (int) (HOURS / PERIOD));
    long never = completed.stream().filter(one -> is(unit, one, Retrieval.NEVER)).count();
    long partly = completed.stream().filter(one -> is(unit, one, Retrieval.PARTLY)).count();
    long outages = HOURS / 1_200_000;
    assertThat(silent).isBetween((outages - 1) * 120_000, (outages + 1) * 240_000);
    assertThat(never).isBetween(silent / PERIOD - 6 * outages, silent / PERIOD);
    assertThat(partly).isBetween(6 * (outages - 1), 10 * (outages + 1));
  }

  @Test
  void endsItsPeriodsAtAnotherTimeThanTheOthers() {
    List<Long> phases = new ArrayList<>();
    for (int unit = 1; unit <= 4; unit++) {
      phases.add(Timing.of(1, unit, 4, PERIOD).phaseMillis());
    }
    assertThat(phases).containsExactly(0L, 500L, 1_000L, 1_500L);
  }

  private static boolean is(TssUnit unit, Period period, Retrieval retrieval) {
    return unit.retrieval(period) == retrieval;
  }

  private static TssUnit unit(Conduct conduct, int firstSequence) {
    Timing timing = new Timing(PERIOD, 500, firstSequence);
    return new TssUnit(STATIONS.getFirst(), TRAFFIC, timing, new TssUnit.Plan(conduct, 7), START);
  }
}
