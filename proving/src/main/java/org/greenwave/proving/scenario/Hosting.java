package org.greenwave.proving.scenario;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Who works, as a transcript shows it.
 *
 * @param server the host; empty for nobody
 * @param fence under which fence, 0 for nobody's
 */
record Hosting(String server, long fence) {
  private static final Pattern WORKS =
      Pattern.compile("\\S+ +(\\S+) works under fence (\\d+) for tss");

  private static final Hosting NOBODY = new Hosting("", 0);

  /** What a show at the end of a transcript says; who is frozen does nothing. */
  static Hosting shownIn(List<String> transcript) {
    return transcript.stream()
        .map(WORKS::matcher)
        .filter(Matcher::matches)
        .map(line -> new Hosting(line.group(1), Long.parseLong(line.group(2))))
        .findFirst()
        .orElse(NOBODY);
  }

  boolean nobody() {
    return server.isEmpty();
  }

  @Override
  public String toString() {
    return nobody() ? "nobody hosts" : "%s hosts under fence %d".formatted(server, fence);
  }
}
