package org.greenwave.simulator.field.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where the units stand. */
class StationTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 60, 2_000})
  void areSpreadAlongTheRoads(int count) {
    List<Station> stations = Station.along(Road.NETHERLANDS, count, 1);
    Set<String> names = new HashSet<>();
    for (Station station : stations) {
      assertThat(names.add(station.name())).isTrue();
      assertThat(station.lanes()).hasSizeBetween(4, 8);
      assertThat(station.km()).isBetween(0.0, station.road().lengthKm());
      assertThat(station.place().lat()).isBetween(51.6, 52.4);
      assertThat(station.place().lon()).isBetween(4.3, 5.9);
    }
    assertThat(stations).hasSize(count);
  }

  @Test
  void areNamedAsTheirRoad() {
    List<Station> stations = Station.along(Road.NETHERLANDS, 60, 1);
    assertThat(stations.get(16).name()).isEqualTo("A2-017");
    assertThat(stations.get(59).name()).isEqualTo("A27-060");
    assertThat(stations).extracting(Station::road).containsAll(Road.NETHERLANDS);
  }

  @Test
  void standOnTheRoadsLine() {
    Road road = new Road(9, "N1", List.of(new Place(52, 5), new Place(52.1, 5)));
    assertThat(road.at(road.lengthKm() / 2).lat()).isCloseTo(52.05, Offset.offset(1e-6));
    assertThat(road.at(1_000)).isEqualTo(new Place(52.1, 5));
  }
}
