package org.greenwave.tss.ntcip;

import java.util.OptionalLong;
import org.greenwave.sensors.ntcip1209.Phase;

/**
 * When a unit is asked for its last periods next. A poll of several requests may begin before the
 * unit's periods end and finish after that: then only some zones have something new, and the others
 * are asked once more at once, or they would be a whole period late from then on. Guarded by its
 * device's lock.
 */
final class Rhythm {
  private Phase phase = Phase.start(0, 1000);

  /** When the poll was sent that found only some of what is due. */
  private OptionalLong partial = OptionalLong.empty();

  /** Begins a search for when the unit's periods end. */
  void start(long nowMillis, long periodMillis) {
    phase = Phase.start(nowMillis, periodMillis);
    partial = OptionalLong.empty();
  }

  /**
   * After a poll.
   *
   * @param sentMillis when its first request was sent, on the steady clock: by a later one each
   *     poll would come later than the one before by as long as a poll takes
   * @param found whether any zone had something new
   * @param lagging whether another zone should have had
   */
  void polled(long sentMillis, boolean found, boolean lagging) {
    if (partial.isPresent()) {
      phase = phase.found(found ? sentMillis : partial.getAsLong());
      partial = OptionalLong.empty();
    } else if (found && lagging) {
      partial = OptionalLong.of(sentMillis);
    } else {
      phase = found ? phase.found(sentMillis) : phase.early(sentMillis);
    }
  }

  /** After a poll that was not answered. */
  void silent(long nowMillis) {
    phase = phase.silent(nowMillis);
    partial = OptionalLong.empty();
  }

  /** When to ask next, on the steady clock. */
  long nextMillis() {
    return partial.orElse(phase.nextMillis());
  }
}
