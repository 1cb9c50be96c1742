package org.greenwave.tidy;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The reasons a decision can have, and those that some scenario shows. A reason's code is its
 * record's name in lower case with hyphens; a transcript prints it in square brackets.
 */
final class Reasons {
  private static final String SEALED = "org.greenwave.directory.Reason";

  private Reasons() {}

  /** The codes of all reasons there are. */
  static Set<String> codes() {
    try {
      return codes(Class.forName(SEALED));
    } catch (ClassNotFoundException e) {
      throw new AssertionError(SEALED + " must be the sealed type of all reasons", e);
    }
  }

  /** The codes of all records under a sealed type. */
  static Set<String> codes(Class<?> sealed) {
    Set<String> codes = new TreeSet<>();
    leaves(sealed).map(leaf -> code(leaf.getSimpleName())).forEach(codes::add);
    return codes;
  }

  /** The codes that no transcript shows. A comment in a scenario shows nothing. */
  static Set<String> unseen(Set<String> codes, List<String> scenarios) {
    Set<String> unseen = new TreeSet<>(codes);
    scenarios.stream()
        .flatMap(String::lines)
        .filter(line -> !line.startsWith("#"))
        .forEach(line -> unseen.removeIf(code -> line.contains("[" + code + "]")));
    return unseen;
  }

  private static Stream<Class<?>> leaves(Class<?> type) {
    Class<?>[] permitted = type.getPermittedSubclasses();
    return permitted == null ? Stream.of(type) : Arrays.stream(permitted).flatMap(Reasons::leaves);
  }

  private static String code(String simpleName) {
    return simpleName.replaceAll("(?<=.)(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
  }
}
