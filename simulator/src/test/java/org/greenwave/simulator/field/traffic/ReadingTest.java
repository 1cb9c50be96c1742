package org.greenwave.simulator.field.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What one zone measures in one period. */
class ReadingTest {
  private static final int PERIOD = 2_000;
  private static final int HOUR = 3_600_000;
  private static final List<Station> STATIONS = Station.along(Road.NETHERLANDS, 60, 3);

  @Test
  void hasVolumeOccupancyAndSpeedThatBelongTogether() {
    for (Reading reading : day(traffic(3, false))) {
      assertThat(reading.status()).isEqualTo(ZoneStatus.OK);
      if (reading.volume() == 0) {
        assertThat(reading.occupancy()).isZero();
        assertThat(reading.speed()).isEqualTo(Reading.MISSING);
      } else {
        assertThat(reading.volume()).isBetween(1, 3);
        assertThat(reading.speed()).isBetween(20, 1_600);
        assertThat(reading.occupancy()).isBetween(1, 1_000);
        if (reading.occupancy() < 1_000) {
          assertThat(metresPerVehicle(reading)).isBetween(3.0, 20.0);
        }
      }
    }
  }

  @Test
  void isTheSameForTheSameSeedAndAnotherForAnother() {
    assertThat(day(traffic(3, true))).isEqualTo(day(traffic(3, true)));
    assertThat(day(traffic(3, true))).isNotEqualTo(day(traffic(4, true)));
  }

  @Test
  void saysSoWhenTheDetectorIsLockedOnAndNotWhenItChatters() {
    Traffic traffic = traffic(3, true);
    List<Defect> defects = new ArrayList<>();
    for (Station station : STATIONS) {
      List<Reading> readings = traffic.measure(station, 12L * HOUR, PERIOD);
      for (int zone = 1; zone <= readings.size(); zone++) {
        Defect defect = traffic.defect(station, zone);
        check(defect, readings.get(zone - 1));
        defects.add(defect);
      }
    }
    assertThat(defects).containsOnlyOnce(Defect.LOCKED_ON).containsOnlyOnce(Defect.CHATTER);
  }

  @Test
  void growsWhileThePeriodGoesOn() {
    Reading whole = new Reading(10, 200, 900, ZoneStatus.OK);
    assertThat(whole.part(0)).isEqualTo(new Reading(0, 0, Reading.MISSING, ZoneStatus.OK));
    assertThat(whole.part(0.55).volume()).isEqualTo(5);
    assertThat(whole.part(1)).isEqualTo(whole);
  }

  private static void check(Defect defect, Reading reading) {
    switch (defect) {
      case NONE -> assertThat(reading.volume()).isLessThanOrEqualTo(3);
      case LOCKED_ON -> assertThat(reading).isEqualTo(Reading.missing(ZoneStatus.MAX_PRESENCE));
      case CHATTER -> assertThat(reading.volume()).isGreaterThanOrEqualTo(8);
    }
  }

  private static double metresPerVehicle(Reading reading) {
    double metresPerSecond = reading.speed() / 36.0;
    return reading.occupancy() / 1000.0 * (PERIOD / 1000.0) * metresPerSecond / reading.volume();
  }

  private static List<Reading> day(Traffic traffic) {
    List<Reading> readings = new ArrayList<>();
    for (Station station : STATIONS) {
      for (long hour = 0; hour < 24; hour++) {
        readings.addAll(traffic.measure(station, hour * HOUR, PERIOD));
      }
    }
    return readings;
  }

  private static Traffic traffic(long seed, boolean defects) {
    return new Traffic(seed, new RoadClock(0, 0, 1), STATIONS, defects);
  }
}
