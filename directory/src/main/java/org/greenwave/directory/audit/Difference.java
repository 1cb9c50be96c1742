package org.greenwave.directory.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * One thing that is other than it was.
 *
 * @param what its name, as people know it
 * @param before empty when it was not there
 * @param after empty when it is no more
 */
public record Difference(String what, String before, String after) {
  /** What stands for a secret that has been changed. */
  public static final String CHANGED = "(changed)";

  /** What stands for a secret. */
  public static final String HIDDEN = "(hidden)";

  private static final int LONGEST = 500;

  public Difference {
    before = cut(before);
    after = cut(after);
  }

  private static String cut(String text) {
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
  }

  /** What differs between things as they were and as they are, by name. */
  public static List<Difference> between(Map<String, String> before, Map<String, String> after) {
    Set<String> names = new TreeSet<>(before.keySet());
    names.addAll(after.keySet());
    List<Difference> differences = new ArrayList<>();
    for (String name : names) {
      String was = before.getOrDefault(name, "");
      String is = after.getOrDefault(name, "");
      if (!was.equals(is)) {
        differences.add(new Difference(name, was, is));
      }
    }
    return differences;
  }

  /** The same for a secret: that it has changed, and nothing of what it was or is. */
  public static List<Difference> ofSecret(String what, String before, String after) {
    return before.equals(after) ? List.of() : List.of(new Difference(what, HIDDEN, CHANGED));
  }
}
