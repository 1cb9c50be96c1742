package org.greenwave.proving.recovery;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** OPERATING.md as whoever is in trouble reads it: the commands of a section, in their order. */
final class Handbook {
  private static final Path FILE = Path.of("OPERATING.md");
  private static final String FENCE = "```";

  private Handbook() {}

  /** The commands of a section's code block with this number; what stands after # is left out. */
  static List<String> commands(String section, int block) throws IOException {
    List<String> lines = Files.readAllLines(FILE);
    int at = lines.indexOf(section);
    if (at < 0) {
      throw new IOException("OPERATING.md has no section \"" + section + "\" any more");
    }
    int begin = at;
    for (int fences = 0; fences <= 2 * block; fences++) {
      begin = next(lines, begin + 1, section);
    }
    List<String> commands =
        lines.subList(begin + 1, next(lines, begin + 1, section)).stream()
            .map(line -> line.replaceFirst("\\s+#.*$", "").strip())
            .filter(line -> !line.isEmpty())
            .toList();
    if (commands.isEmpty()) {
      throw new IOException("The block " + block + " of \"" + section + "\" is empty");
    }
    return commands;
  }

  private static int next(List<String> lines, int from, String section) throws IOException {
    for (int at = from; at < lines.size(); at++) {
      if (lines.get(at).startsWith(FENCE)) {
        return at;
      }
      if (lines.get(at).startsWith("## ")) {
        break;
      }
    }
    throw new IOException("OPERATING.md has too few code blocks below \"" + section + "\"");
  }
}
