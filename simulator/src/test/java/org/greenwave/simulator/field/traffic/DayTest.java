package org.greenwave.simulator.field.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A day on the roads. */
class DayTest {
  private static final int HOUR = 3_600_000;
  private static final int PERIOD = 300_000;
  private static final List<Station> STATIONS = Station.along(Road.NETHERLANDS, 30, 1);
  private static final Traffic TRAFFIC = new Traffic(1, new RoadClock(0, 0, 1), STATIONS, false);

  @Test
  void hasARushInTheMorningAndOneInTheEvening() {
    double[] volume = new double[24];
    for (int hour = 0; hour < 24; hour++) {
      volume[hour] = total(hour, Direction.RIGHT) + total(hour, Direction.LEFT);
    }
    double morning = Math.max(volume[7], volume[8]);
    double evening = Math.max(volume[16], volume[17]);
    assertThat(morning).isGreaterThan(1.1 * volume[12]).isGreaterThan(5 * volume[3]);
    assertThat(evening).isGreaterThan(1.1 * volume[12]).isGreaterThan(5 * volume[3]);
    assertThat(volume[12]).isGreaterThan(2 * volume[22]);
  }

  @Test
  void goesIntoTownInTheMorningAndOutInTheEvening() {
    assertThat(total(8, Direction.RIGHT)).isGreaterThan(1.2 * total(8, Direction.LEFT));
    assertThat(total(17, Direction.LEFT)).isGreaterThan(1.2 * total(17, Direction.RIGHT));
  }

  @Test
  void hasQueuesInTheRushAndNoneAtNight() {
    assertThat(slowest(8)).isLessThan(500);
    assertThat(slowest(17)).isLessThan(500);
    assertThat(quickest(3)).isGreaterThan(900);
  }

  @Test
  void hasLorriesAndTheFirstVehiclesOnTheRight() {
    Lane right = new Lane(Direction.RIGHT, 1, 3);
    Lane left = new Lane(Direction.RIGHT, 3, 3);
    assertThat(right.share(0.1)).isGreaterThan(left.share(0.1));
    assertThat(right.share(1)).isLessThan(left.share(1));
    assertThat(right.vehicleLengthMetres()).isGreaterThan(left.vehicleLengthMetres());
  }

  private static double total(int hour, Direction direction) {
    double sum = 0;
    for (Station station : STATIONS) {
      for (int part = 0; part < HOUR / PERIOD; part++) {
        List<Reading> readings = TRAFFIC.measure(station, end(hour, part), PERIOD);
        for (int zone = 0; zone < readings.size(); zone++) {
          boolean counts = station.lanes().get(zone).direction() == direction;
          sum += counts ? readings.get(zone).volume() : 0;
        }
      }
    }
    return sum;
  }

  private static int slowest(int hour) {
    return speeds(hour).min().orElseThrow();
  }

  private static double quickest(int hour) {
    return speeds(hour).average().orElseThrow();
  }

  private static IntStream speeds(int hour) {
    return STATIONS.stream()
        .flatMap(station -> TRAFFIC.measure(station, end(hour, 6), PERIOD).stream())
        .filter(reading -> reading.volume() > 0)
        .mapToInt(Reading::speed);
  }

  private static long end(int hour, int part) {
    return (long) hour * HOUR + (long) (part + 1) * PERIOD;
  }
}
