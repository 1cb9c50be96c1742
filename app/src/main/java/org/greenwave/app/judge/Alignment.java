package org.greenwave.app.judge;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How a zone's epochs in the database lie on the field's own time. A host anchors the first period
 * of an epoch by its own clock, which may be days wrong; from then on ends follow by whole periods,
 * as the field's do, so that within an epoch the one is later than the other by always the same to
 * the millisecond. What most of an epoch's samples say is taken for that.
 */
final class Alignment {
  private final Map<Integer, List<Served>> bySequence = new HashMap<>();
  private final TreeMap<Integer, Place> places = new TreeMap<>();

  /**
   * Where an epoch of the database lies.
   *
   * @param unitEpochMillis the run of the unit's numbers that it is
   * @param laterMillis by how much its ends are later than the field's
   */
  record Place(long unitEpochMillis, long laterMillis) {}

  Alignment(List<Served> served, List<Stored> stored) {
    served.forEach(
        one -> bySequence.computeIfAbsent(one.sequence(), _ -> new ArrayList<>()).add(one));
    Map<Integer, Map<Place, Integer>> votes = new TreeMap<>();
    for (Stored sample : stored) {
      Map<Place, Integer> epoch = votes.computeIfAbsent(sample.epoch(), _ -> new HashMap<>());
      numbered(sample)
          .forEach(period ->
              epoch.merge(
                  new Place(period.epochMillis(), sample.endMillis() - period.endMillis()),
                  period.measured().equals(sample.measured()) ? 2 : 1,
                  Integer::sum));
    }
    votes.forEach((epoch, of) -> elected(of).ifPresent(place -> places.put(epoch, place)));
  }

  private List<Served> numbered(Stored sample) {
    return bySequence.getOrDefault(sample.sequence(), List.of());
  }

  /** The nearer of two that are alike: a unit that counts from 0 twice has no other difference. */
  private static Optional<Place> elected(Map<Place, Integer> votes) {
    return votes.entrySet().stream()
        .min(
            Comparator.<Map.Entry<Place, Integer>>comparingInt(it -> -it.getValue())
                .thenComparingLong(it -> Math.abs(it.getKey().laterMillis())))
        .map(Map.Entry::getKey);
  }

  /** Where an epoch lies; empty if none of its numbers was ever served. */
  Optional<Place> place(int epoch) {
    return Optional.ofNullable(places.get(epoch));
  }

  /** When a sample's period ended by the field's clock, by its epoch. */
  long fieldEnd(Stored sample) {
    return sample.endMillis() - place(sample.epoch()).map(Place::laterMillis).orElse(0L);
  }

  /** The period that a sample must be of: that with its number in its epoch's run, or nearest. */
  Optional<Served> period(Stored sample) {
    long end = fieldEnd(sample);
    Optional<Place> place = place(sample.epoch());
    return numbered(sample).stream()
        .min(
            Comparator.<Served, Boolean>comparing(
                    one -> place.isEmpty() || one.epochMillis() != place.get().unitEpochMillis())
                .thenComparingLong(one -> Math.abs(one.endMillis() - end)));
  }

  /** By how much a sample's end is later than its epoch has it; 0 if it is right. */
  long offMillis(Stored sample, Served period) {
    return fieldEnd(sample) - period.endMillis();
  }
}
