package org.greenwave.simulator.field.traffic;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/**
 * A cross-section of a road with a detection zone in every lane: where a unit stands.
 *
 * @param number counts all stations of the field, from 1
 * @param road the road
 * @param km kilometres along it
 * @param lanes the lane of each zone: first those of the right carriageway, then of the left
 */
public record Station(int number, Road road, double km, List<Lane> lanes) {
  private static final int[][] LANES = {{2, 2}, {3, 3}, {3, 3}, {4, 3}, {4, 4}, {3, 2}, {3, 3}};
  private static final int STATIONS_PER_SECTION = 3;

  /** Stations spread evenly along the roads; a road keeps its lanes for some stations. */
  public static List<Station> along(List<Road> roads, int count, long seed) {
    List<Station> stations = new ArrayList<>(count);
    for (int index = 0; index < count; index++) {
      int at = (int) ((long) index * roads.size() / count);
      int first = Math.ceilDiv(at * count, roads.size());
      int on = Math.ceilDiv((at + 1) * count, roads.size()) - first;
      Road road = roads.get(at);
      double km = road.lengthKm() * (index - first + 0.5) / on;
      stations.add(new Station(index + 1, road, km, lanes(index / STATIONS_PER_SECTION, seed)));
    }
    return Collections.unmodifiableList(stations);
  }

  /** The unit's name: the road and the number, as A2-017. */
  public String name() {
    return String.format(Locale.ROOT, "%s-%03d", road.name(), number);
  }

  /** What is painted on the cabinet: road and hectometre. */
  public String location() {
    return String.format(Locale.ROOT, "%s km %.1f", road.name(), km);
  }

  public Place place() {
    return road.at(km);
  }

  private static List<Lane> lanes(int section, long seed) {
    int[] counts = LANES[Chance.of(seed, section, 11).below(LANES.length)];
    List<Lane> lanes = new ArrayList<>();
    addCarriageway(lanes, Direction.RIGHT, counts[0]);
    addCarriageway(lanes, Direction.LEFT, counts[1]);
    return List.copyOf(lanes);
  }

  private static void addCarriageway(List<Lane> lanes, Direction direction, int of) {
    for (int lane = 1; lane <= of; lane++) {
      lanes.add(new Lane(direction, lane, of));
    }
  }
}
