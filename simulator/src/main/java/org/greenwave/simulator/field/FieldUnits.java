package org.greenwave.simulator.field;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.greenwave.simulator.field.device.Conduct;
import org.greenwave.simulator.field.device.Timing;
import org.greenwave.simulator.field.device.TssUnit;
import org.greenwave.simulator.field.traffic.Road;
import org.greenwave.simulator.field.traffic.RoadClock;
import org.greenwave.simulator.field.traffic.Station;
import org.greenwave.simulator.field.traffic.Traffic;

/** Sets up the units that options ask for. */
final class FieldUnits {
  private static final ZoneId LOCAL = ZoneId.of("Europe/Amsterdam");
  private static final LocalTime FAST_DAY_BEGINS = LocalTime.of(6, 0);

  private FieldUnits() {}

  static List<TssUnit> of(FieldOptions options, long startMillis) {
    List<Station> stations = Station.along(Road.NETHERLANDS, options.units(), options.seed());
    RoadClock clock = roadClock(options.timeLapse(), startMillis);
    Traffic traffic = new Traffic(options.seed(), clock, stations, options.outages());
    return stations.stream().map(station -> unit(station, traffic, options, startMillis)).toList();
  }

  private static TssUnit unit(
      Station station, Traffic traffic, FieldOptions options, long startMillis) {
    int units = options.units();
    int number = station.number();
    long period = Duration.ofSeconds(options.periodSeconds()).toMillis();
    Conduct conduct =
        Conduct.of(options.seed(), number, units, options.misbehaving(), options.outages());
    return new TssUnit(
        station,
        traffic,
        Timing.of(options.seed(), number, units, period),
        new TssUnit.Plan(conduct, options.seed()),
        startMillis);
  }

  /** The roads have the real time of day; a day in time lapse begins before the morning rush. */
  private static RoadClock roadClock(double timeLapse, long startMillis) {
    LocalDateTime now = LocalDateTime.ofInstant(Instant.ofEpochMilli(startMillis), LOCAL);
    LocalDateTime begin = timeLapse > 1 ? now.with(FAST_DAY_BEGINS) : now;
    return new RoadClock(startMillis, begin.toInstant(ZoneOffset.UTC).toEpochMilli(), timeLapse);
  }
}
