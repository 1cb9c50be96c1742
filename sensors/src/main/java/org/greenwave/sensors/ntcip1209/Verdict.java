package org.greenwave.sensors.ntcip1209;

import java.util.List;

/** What {@link Continuity} makes of a zone's entries. */
public sealed interface Verdict {
  /** The device holds nothing that is not known. */
  record NothingNew() implements Verdict {}

  /** What was shown does not decide it, or changed while it was read: ask for all, or again. */
  record AskForAll() implements Verdict {}

  /**
   * New periods.
   *
   * @param periods oldest first
   * @param holes what is missing before or between them and is not to be had any more
   * @param anchor of the next ones
   * @param fresh whether a new epoch begins here
   * @param astray how often in a row by now the ends are away from the clock
   */
  record New(List<Period> periods, List<Hole> holes, Anchor anchor, boolean fresh, int astray)
      implements Verdict {}

  /** An entry and when its period ended. */
  record Period(Entry entry, int epoch, long periodEndMillis) {}

  /**
   * Periods that nobody holds, or a stretch of time that none was named by.
   *
   * @param fromMillis end of the last period before
   * @param toMillis end of the first period after
   * @param periods how many are missing, -1 when nobody can know
   * @param reason a sentence for people
   */
  record Hole(long fromMillis, long toMillis, int periods, String reason) {}
}
