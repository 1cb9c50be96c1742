package org.greenwave.proving;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a trial was asked for.
 *
 * @param brief run only the part that the build's machine runs each time
 * @param seed makes everything that is random
 * @param values the trial's own options, without their hyphens
 */
public record Options(boolean brief, long seed, Map<String, String> values) {
  private static final long USUAL_SEED = 1;

  /** Options of trials that have no value. */
  private static final Set<String> CHOICES = Set.of("--membership");

  /**
   * Reads a command line.
   *
   * @throws IllegalArgumentException with a sentence, when it is none
   */
  public static Options parse(List<String> arguments) {
    boolean brief = false;
    Map<String, String> values = new HashMap<>();
    Deque<String> left = new ArrayDeque<>(arguments);
    while (!left.isEmpty()) {
      String option = left.removeFirst();
      if (option.equals("--short")) {
        brief = true;
      } else if (CHOICES.contains(option)) {
        values.put(option.substring(2), "");
      } else if (option.startsWith("--") && !left.isEmpty()) {
        values.put(option.substring(2), left.removeFirst());
      } else {
        throw new IllegalArgumentException(option + " is no option, or its value is missing.");
      }
    }
    return new Options(brief, seed(values.remove("seed")), Map.copyOf(values));
  }

  /** The value of one of the trial's own options. */
  public Optional<String> value(String name) {
    return Optional.ofNullable(values.get(name));
  }

  /** Whether one of the trial's own options that have no value was given. */
  public boolean chosen(String name) {
    return values.containsKey(name);
  }

  private static long seed(@Nullable String text) {
    try {
      return text == null ? USUAL_SEED : Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("--seed wants a whole number, not " + text + ".", e);
    }
  }
}
