package org.greenwave.server.host;

import org.jspecify.annotations.Nullable;

/**
 * What plug-ins say, as far as it may be passed on: one line of bounded length. Sentences stand in
 * beats and in the replicated log, where an immense one would cut its server off.
 */
final class PlainWords {
  private static final int LONGEST = 300;

  private PlainWords() {}

  /** A text that a plug-in gave; another text in place of none. */
  static String of(@Nullable String text, String otherwise) {
    if (text == null || text.isBlank()) {
      return otherwise;
    }
    String start = text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
    return start.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
  }

  /** What was thrown; even what cannot tell what it is. */
  static String of(@Nullable Throwable thrown) {
    if (thrown == null) {
      return "nothing is known of it";
    }
    String type = thrown.getClass().getSimpleName();
    try {
      return of(thrown.getMessage(), type.isEmpty() ? "an exception without a message" : type);
    } catch (RuntimeException | Error _) {
      return type + ", which cannot tell its message";
    }
  }

  /** The same, with the type of an error of the program, which says little without it. */
  static String typed(@Nullable Throwable thrown) {
    String said = of(thrown);
    return thrown instanceof Error && !said.startsWith(thrown.getClass().getSimpleName())
        ? thrown.getClass().getSimpleName() + ": " + said
        : said;
  }
}
