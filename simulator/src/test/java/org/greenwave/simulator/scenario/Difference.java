package org.greenwave.simulator.scenario;

import java.util.ArrayList;
import java.util.List;

/** The first place where two texts part, with what stands around it. */
final class Difference {
  private static final int AROUND = 4;

  private Difference() {}

  /** Empty when the texts are the same. */
  static String of(String written, String played) {
    List<String> before = written.lines().toList();
    List<String> now = played.lines().toList();
    int same = 0;
    while (same < before.size() && same < now.size() && before.get(same).equals(now.get(same))) {
      same++;
    }
    if (same == before.size() && same == now.size()) {
      return "";
    }
    List<String> shown = new ArrayList<>();
    shown.add("line " + (same + 1) + " (written -, played +):");
    before.subList(Math.max(0, same - AROUND), same).forEach(line -> shown.add("  " + line));
    part(before, same).forEach(line -> shown.add("- " + line));
    part(now, same).forEach(line -> shown.add("+ " + line));
    return String.join("\n", shown);
  }

  private static List<String> part(List<String> lines, int from) {
    return lines.subList(from, Math.min(lines.size(), from + AROUND));
  }
}
