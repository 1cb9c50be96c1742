package org.greenwave.proving.harm;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Whom somebody has ended, and so who has ended without that: a server does so for a reason. */
final class Endings {
  private final Map<String, Set<Integer>> caused = new HashMap<>();
  private final Set<String> known = new HashSet<>();
  private final List<String> unasked = new ArrayList<>();

  /** Somebody ends it now, or does what it may end of, with this code. */
  synchronized void caused(String name, int code) {
    caused.computeIfAbsent(name, _ -> new HashSet<>()).add(code);
  }

  /** It is started again: what comes is another ending. */
  synchronized void started(String name) {
    caused.remove(name);
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
    boolean explained =
        expected.contains(code) || caused.getOrDefault(name, Set.of()).contains(code);
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
