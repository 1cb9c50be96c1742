package org.greenwave.app.judge;

import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * When a zone's periods ended as the hosts have it. They anchor a period's end where they first saw
 * one, up to a whole period and the time of a poll away from the field's own clock, and anew after
 * a restart of the unit. A period that is not stored is placed by the stored ones next to it.
 */
final class HostTime {
  private final NavigableMap<Long, Long> laterBy = new TreeMap<>();

  /** Learns from what is stored, and as what. */
  HostTime(Map<Served, Stored> found) {
    found.forEach((served, stored) ->
        laterBy.put(served.endMillis(), stored.endMillis() - served.endMillis()));
  }

  /** The ends that a period may have had for the hosts, in milliseconds. */
  LongStream endsOf(Served period) {
    long end = period.endMillis();
    return Stream.of(laterBy.floorEntry(end), laterBy.ceilingEntry(end))
        .filter(Objects::nonNull)
        .mapToLong(neighbour -> end + neighbour.getValue());
  }
}
