package org.greenwave.directory.notice;

import java.time.Instant;
import java.util.SortedMap;

/** Whether something that is to be told is news, by what has been told. */
final class Telltale {
  private Telltale() {}

  static boolean news(Telling telling, SortedMap<String, Ongoing> ongoing, Instant at) {
    Ongoing known = ongoing.get(telling.condition());
    return switch (telling.phase()) {
      case HAPPENED -> true;
      case BEGAN -> known == null || telling.severity().compareTo(known.severity()) < 0;
      case GOES_ON -> known != null && due(known, at);
      case OVER -> known != null;
    };
  }

  /** Whether a condition was last told of so long ago that it is told again. */
  static boolean due(Ongoing known, Instant at) {
    return !lately(known.toldAt(), at);
  }

  /**
   * Whether something was told in the last day. A time to come is of a leader whose clock was
   * wrong: it says nothing, or all would be silent until then.
   */
  static boolean lately(Instant told, Instant at) {
    return !told.isAfter(at) && at.isBefore(told.plus(Notices.REMINDED_AFTER));
  }

  /** Keeps what goes on after something was told. */
  static void note(Telling telling, SortedMap<String, Ongoing> ongoing, Instant at) {
    if (!news(telling, ongoing, at)) {
      return;
    }
    String condition = telling.condition();
    Ongoing known = ongoing.get(condition);
    switch (telling.phase()) {
      case HAPPENED -> {}
      case BEGAN, GOES_ON ->
          ongoing.put(
              condition,
              new Ongoing(
                  telling.kind(),
                  telling.about(),
                  telling.severity(),
                  known == null ? at : known.since(),
                  at));
      case OVER -> ongoing.remove(condition);
    }
  }
}
