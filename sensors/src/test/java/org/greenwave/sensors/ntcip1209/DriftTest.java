package org.greenwave.sensors.ntcip1209;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.greenwave.sensors.Freshness;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DriftTest {
  private static final long BEGIN = 1_800_000_007_000L;
  private static final long HOUR = 3_600_000;
  private static final long DAY = 24 * HOUR;
  private static final int SOON_MILLIS = 250;

  /** With polls that are late, hosts that change and a clock that is set by seconds. */
  @ParameterizedTest
  @CsvSource({
    // period in s, millionths by which periods are too long, days
    "300, 50, 1500",
    "300, -50, 1500",
    "60, 100, 300",
    "60, -100, 300",
    "30, 50, 120",
    "30, -50, 120",
    "30, 1000, 30",
    "30, -1000, 30",
    "30, 0, 60",
    "1, 100, 3",
    "1, -100, 3"
  })
  void endsStayRightForYears(int period, int ppm, int days) {
    Random random = new Random(31L * period + ppm);
    KeptZone zone = new KeptZone(period, ppm, BEGIN);
    zone.poll(BEGIN + period * 1000L + random.nextInt(period * 1000));
    long at = zone.newest(BEGIN + period * 2000L) + 1;
    while (zone.endMillis(at) < BEGIN + days * DAY) {
      if (random.nextInt(2000) == 0) {
        zone.failOver();
      }
      if (random.nextInt(500) == 0) {
        zone.clockAheadMillis = random.nextInt(-1500, 1500);
      }
      long prompt = zone.endMillis(at) + random.nextInt(SOON_MILLIS);
      zone.poll(prompt);
      assertThat(zone.shown(prompt)).isEqualTo(Freshness.OK);
      assertThat(zone.shown(zone.endMillis(at + 1) + SOON_MILLIS)).isEqualTo(Freshness.OK);
      at++;
      if (random.nextInt(200) == 0) {
        long late = zone.endMillis(at) + random.nextInt(3 * 60_000);
        zone.poll(late);
        at = zone.newest(late) + 1;
      }
    }
    double drifted = Math.abs(ppm) / 1e6 * days * DAY / 1000 / period;
    assertThat(zone.epoch()).isBetween(1, 3 + (int) drifted);
    assertThat(zone.epoch() > 1).isEqualTo(drifted > 2.5 * Math.max(1, 10.0 / period));
  }

  /** As of a host that had named the first period before its own clock was right. */
  @ParameterizedTest
  @ValueSource(longs = {-30 * DAY, -DAY, -HOUR, HOUR, DAY})
  void whatAWrongClockHasBegunIsSetRightOnce(long aheadMillis) {
    KeptZone zone = new KeptZone(30, 0, BEGIN);
    zone.clockAheadMillis = aheadMillis;
    long at = play(zone, 0, 20);
    zone.clockAheadMillis = 0;
    at = play(zone, at, 9);
    assertThat(zone.epoch()).isEqualTo(1);
    zone.failOver();
    // Past the times that the first epoch has named already.
    at = play(zone, at, 2 * 2880 + 100);
    assertThat(zone.epoch()).isEqualTo(2);
    assertThat(zone.lastEndMillis() - zone.endMillis(at - 1)).isBetween(-30_000L, 30_000L);
    if (aheadMillis < 0) {
      assertThat(zone.holes)
          .singleElement()
          .satisfies(hole -> {
            assertThat(hole.periods()).isZero();
            assertThat(hole.reason())
                .contains("had fallen %d s behind".formatted(-aheadMillis / 1000))
                .contains("no period is missing");
          });
    } else {
      assertThat(zone.holes).isEmpty();
    }
  }

  /** Epochs that go back one after the other, and a restart among them, on the same days. */
  @Test
  void epochsThatOverlapNameNoEndTwice() {
    KeptZone zone = new KeptZone(30, 0, BEGIN);
    zone.clockAheadMillis = 6 * HOUR;
    long at = play(zone, 0, 50);
    zone.clockAheadMillis = 3 * HOUR;
    at = play(zone, at, 50);
    zone.clockAheadMillis = 0;
    at = play(zone, at, 50);
    assertThat(zone.epoch()).isEqualTo(3);
    zone.restart(zone.endMillis(at));
    at = play(zone, 0, 50);
    zone.clockAheadMillis = 2 * HOUR;
    at = play(zone, at, 50);
    zone.restart(zone.endMillis(at));
    zone.clockAheadMillis = 0;
    at = play(zone, 0, 8 * 120);
    assertThat(zone.epoch()).isEqualTo(6);
    assertThat(zone.lastEndMillis() - zone.endMillis(at - 1)).isBetween(-30_000L, 30_000L);
  }

  @Test
  void aUnitThatPausedIsSetRightAndNothingIsCalledMissing() {
    KeptZone zone = new KeptZone(60, 0, BEGIN);
    long at = play(zone, 0, 20);
    zone.pause(HOUR);
    at = play(zone, at, 20);
    assertThat(zone.epoch()).isEqualTo(2);
    assertThat(zone.lastEndMillis() - zone.endMillis(at - 1)).isBetween(-60_000L, 60_000L);
    assertThat(zone.holes).singleElement().satisfies(h -> assertThat(h.periods()).isZero());
  }

  @ParameterizedTest
  @ValueSource(longs = {-30 * DAY, -60_000, 60_000, 30 * DAY})
  void aClockThatIsWrongForAWhileBeginsNothing(long aheadMillis) {
    KeptZone zone = new KeptZone(30, 0, BEGIN);
    long at = play(zone, 0, 20);
    zone.clockAheadMillis = aheadMillis;
    at = play(zone, at, 9);
    zone.clockAheadMillis = 0;
    play(zone, at, 20);
    assertThat(zone.epoch()).isEqualTo(1);
    assertThat(zone.holes).isEmpty();
  }

  /** Neither a clock that is set by seconds, nor any phase that an epoch may have begun with. */
  @Test
  void aJumpOfSecondsBeginsNothingInAnyZone() {
    for (int either = 0; either < 900; either++) {
      KeptZone zone = new KeptZone(30, 0, BEGIN + either / 30 * 1000L);
      zone.poll(zone.endMillis(0) + either % 30 * 1000L + 100);
      long at = play(zone, 1, 20);
      zone.clockAheadMillis = -13_000;
      at = play(zone, at, 20);
      zone.clockAheadMillis = 13_000;
      play(zone, at, 20);
      assertThat(zone.epoch()).isEqualTo(1);
    }
  }

  /** A host that stands still between asking and judging knows less of when, and claims no more. */
  @Test
  void whatWasReadAtSomeTimeInAnHourIsNotOff() {
    long end = BEGIN;
    assertThat(Drift.periods(end, new Moment(end - HOUR, end + HOUR), 30_000)).isZero();
    assertThat(Drift.periods(end, new Moment(end + 45_000, end + HOUR), 30_000)).isZero();
    assertThat(Drift.periods(end, new Moment(end + 45_001, end + HOUR), 30_000)).isEqualTo(1);
    assertThat(Drift.periods(end, new Moment(end - HOUR, end - 45_000), 30_000)).isZero();
    assertThat(Drift.periods(end, new Moment(end - HOUR, end - 45_001), 30_000)).isEqualTo(-1);
  }

  /** Two hosts whose views of the clock differ a little, each at the end of its patience. */
  @Test
  void twoHostsCorrectAlike() {
    for (long off : new long[] {50_000, 115_000, -50_000, -115_000}) {
      assertThat(corrected(off + 4000)).isEqualTo(corrected(off - 4000)).isNotEqualTo(corrected(0));
    }
  }

  private static long corrected(long clockAheadMillis) {
    KeptZone zone = new KeptZone(30, 0, BEGIN - 7000);
    long at = play(zone, 0, 20);
    zone.clockAheadMillis = clockAheadMillis;
    play(zone, at, 20);
    return zone.lastEndMillis();
  }

  /** Polls soon after each of some periods; returns the number of the next one. */
  private static long play(KeptZone zone, long from, int periods) {
    for (long at = from; at < from + periods; at++) {
      zone.poll(zone.endMillis(at) + 50);
    }
    return from + periods;
  }
}
