package org.greenwave.proving.history;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * When servers said that they host the role and have a lease for it: at any instant one at the most
 * (law L1). A server that says so twice under one fence has had both all the time between, so
 * another that says so within that time is proof.
 */
final class Acts {
  private static final int REMEMBERED = 200;

  private final Map<String, Act> last = new HashMap<>();
  private final Deque<Act> latest = new ArrayDeque<>();
  private final List<String> breaches = new ArrayList<>();

  /**
   * What a server said of itself.
   *
   * @param asked before it was asked
   * @param told after it had answered
   */
  record Act(String server, long fence, Instant asked, Instant told) {
    private boolean within(Act earlier, Act later) {
      return asked.isAfter(earlier.told) && told.isBefore(later.asked);
    }
  }

  /** A server said that it acts as the host. */
  void note(Act act) {
    Act before = last.put(act.server(), act);
    if (before != null && before.fence() == act.fence()) {
      latest.stream()
          .filter(other -> !other.server().equals(act.server()) && other.within(before, act))
          .findFirst()
          .ifPresent(other -> breaches.add(sentence(before, act, other)));
    }
    latest.addLast(act);
    if (latest.size() > REMEMBERED) {
      latest.removeFirst();
    }
  }

  private static String sentence(Act before, Act after, Act other) {
    return "L1: %s acted under fence %d from %s to %s, and %s under fence %d at %s"
        .formatted(
            before.server(),
            before.fence(),
            before.told(),
            after.asked(),
            other.server(),
            other.fence(),
            other.told());
  }

  /** A server does not act, or does not answer. */
  void ended(String server) {
    last.remove(server);
  }

  List<String> breaches() {
    return List.copyOf(breaches);
  }
}
