package org.greenwave.sensors.ntcip1209;

import java.util.List;
import java.util.Optional;

/**
 * Everything that decides which periods a zone's entries are.
 *
 * @param anchor the last period known; empty for a zone never seen before
 * @param entries complete periods that the device has shown, in any order
 * @param all whether these are all that it holds
 * @param periodSeconds the zone's period, as the device describes it; more than 0
 * @param restarted whether the device has been seen to restart since the anchor
 * @param sinceAnchorMillis how long ago the anchor's period ended, as well as can be known
 * @param nowMillis the wall clock, used only where no anchor holds
 */
public record Sight(
    Optional<Anchor> anchor,
    List<Entry> entries,
    boolean all,
    int periodSeconds,
    boolean restarted,
    long sinceAnchorMillis,
    long nowMillis) {
  public Sight {
    entries = List.copyOf(entries);
  }
}
