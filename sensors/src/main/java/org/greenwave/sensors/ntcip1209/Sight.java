package org.greenwave.sensors.ntcip1209;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Everything that decides which periods a zone's entries are.
 *
 * @param anchor the last period known; empty for a zone never seen before
 * @param entries complete periods that the device has shown, in any order
 * @param all whether these are all that it holds
 * @param newestBefore the newest entry's number before the others were read; empty where it does
 *     not matter any more
 * @param periodSeconds the zone's period, as the device describes it; more than 0
 * @param restarted whether the device has been seen to restart since the anchor
 * @param sinceAnchorMillis how long ago the anchor's period ended, as well as can be known
 * @param read when, by the clock that all hosts share; names periods only where an epoch begins
 * @param astray how often in a row the ends have been found away from that clock before
 */
public record Sight(
    Optional<Anchor> anchor,
    List<Entry> entries,
    boolean all,
    OptionalInt newestBefore,
    int periodSeconds,
    boolean restarted,
    long sinceAnchorMillis,
    Moment read,
    int astray) {
  public Sight {
    entries = List.copyOf(entries);
  }

  long periodMillis() {
    return periodSeconds * 1000L;
  }

  /** Whether the device moved on while it was read: then some entry may have slipped past. */
  boolean movedOn(Entry newest) {
    return newestBefore.isPresent() && newestBefore.getAsInt() != newest.sequence();
  }
}
