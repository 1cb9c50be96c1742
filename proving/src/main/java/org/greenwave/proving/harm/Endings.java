package org.greenwave.proving.harm;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Whom somebody has ended, and so who has ended without that: a server does so for a reason. */
final class Endings {
  /** By the signal that cannot be refused. */
  private static final int KILLED = 128 + 9;

  private final Set<String> killed = new HashSet<>();
  private final Set<String> known = new HashSet<>();
  private final List<String> unasked = new ArrayList<>();

  /** Somebody ends it now. */
  synchronized void killed(String name) {
    killed.add(name);
  }

  /** It is started again: what comes is another ending. */
  synchronized void started(String name) {
    killed.remove(name);
    known.remove(name);
  }

  /**
   * It is found dead. Whoever was hit when it had ended by itself has not ended by the hit.
   *
   * @param code the code that it ended with
   * @param expected the codes that it may end with of itself
   * @param lastWords the end of its log
   */
  synchronized void found(String name, int code, Set<Integer> expected, String lastWords) {
    boolean explained = expected.contains(code) || (killed.contains(name) && code == KILLED);
    if (known.add(name) && !explained) {
      unasked.add(
          "L4: %s ended of itself with code %d; its last words: %s"
              .formatted(name, code, lastWords.strip().replaceAll("\\s*\\R\\s*", " | ")));
    }
  }

  /** Those found since the last time that nobody has ended, each a sentence. */
  synchronized List<String> take() {
    List<String> taken = List.copyOf(unasked);
    unasked.clear();
    return taken;
  }
}
