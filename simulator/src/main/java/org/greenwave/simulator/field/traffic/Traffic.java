package org.greenwave.simulator.field.traffic;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What every zone of a field measures in every period: the model's face to the devices. */
public final class Traffic {
  private static final double ZONE_METRES = 2;
  private static final double SHORTEST_HEADWAY_SECONDS = 1.1;
  private static final double SPEED_SPREAD_KMH = 7;

  private final long seed;
  private final RoadClock clock;
  private final boolean defects;
  private final List<Station> stations;
  private final Map<Road, Map<Direction, Congestions>> congestions = new HashMap<>();

  /** The traffic past some stations; without defects every detector is sound. */
  public Traffic(long seed, RoadClock clock, List<Station> stations, boolean defects) {
    this.seed = seed;
    this.clock = clock;
    this.stations = stations;
    this.defects = defects;
    for (Station station : stations) {
      congestions.computeIfAbsent(station.road(), this::congestions);
    }
  }

  /** The reading of each zone of a station for the period that ends at a time of the field. */
  public List<Reading> measure(Station station, long endMillis, long periodMillis) {
    Map<Direction, CarriagewayState> states = states(station, clock.roadMillis(endMillis));
    List<Reading> readings = new ArrayList<>(station.lanes().size());
    for (Lane lane : station.lanes()) {
      int zone = readings.size() + 1;
      Chance chance = Chance.of(seed, station.number(), zone, endMillis);
      Reading truth = sense(lane, stateOf(states, lane), periodMillis / 1000.0, chance);
      readings.add(defect(station, zone).spoil(truth, chance, periodMillis / 1000.0));
    }
    return List.copyOf(readings);
  }

  /** What is wrong with the detector of a zone. */
  public Defect defect(Station station, int zone) {
    return defects ? Defect.of(seed, stations, station, zone) : Defect.NONE;
  }

  private static Reading sense(Lane lane, CarriagewayState state, double seconds, Chance chance) {
    FundamentalDiagram diagram = FundamentalDiagram.motorway(lane.freeSpeedKmh());
    double flow = state.flow(lane, diagram);
    int room = (int) Math.ceil(seconds / SHORTEST_HEADWAY_SECONDS) + 1;
    int volume = Math.min(room, chance.arrivals(flow * seconds / 3600));
    if (volume == 0) {
      return Reading.of(0, 0, 0);
    }
    double spread = 1 / Math.sqrt(volume);
    double usual = state.speedKmh(flow, diagram);
    double speed = usual + Math.min(SPEED_SPREAD_KMH, usual / 6) * spread * chance.normal();
    double length = lane.vehicleLengthMetres() * Math.exp(0.2 * spread * chance.normal());
    double seen = Math.max(2, speed);
    double occupied = volume * (length + ZONE_METRES) / (seen / 3.6);
    return Reading.of(volume, occupied / seconds, seen);
  }

  private Map<Direction, CarriagewayState> states(Station station, long roadMillis) {
    Map<Direction, CarriagewayState> states = new EnumMap<>(Direction.class);
    congestions
        .getOrDefault(station.road(), Map.of())
        .forEach((direction, queues) -> {
          double km = direction.travelledKm(station.km(), station.road().lengthKm());
          states.put(direction, CarriagewayState.at(queues, direction, km, roadMillis));
        });
    return states;
  }

  private static CarriagewayState stateOf(Map<Direction, CarriagewayState> states, Lane lane) {
    CarriagewayState state = states.get(lane.direction());
    if (state == null) {
      throw new IllegalArgumentException("The station is not one of this field");
    }
    return state;
  }

  private Map<Direction, Congestions> congestions(Road road) {
    Map<Direction, Congestions> both = new EnumMap<>(Direction.class);
    for (Direction direction : Direction.values()) {
      both.put(direction, new Congestions(seed, road, direction));
    }
    return both;
  }
}
