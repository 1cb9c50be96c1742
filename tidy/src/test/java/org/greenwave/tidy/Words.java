package org.greenwave.tidy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Words that have no place in the project: promises to do something later, tests switched off,
 * waiting by the clock, and names of one person's machine or of package registries. They are
 * written in two halves here, so that this file does not find itself.
 */
final class Words {
  private static final Map<Pattern, String> EVERYWHERE =
      Map.of(
          Pattern.compile("\\b(TO" + "DO|FIX" + "ME|XX" + "X)\\b"),
          "Do it now, or leave it away.",
          Pattern.compile("(?<![\\w.}$])/wo" + "rk/|\\.\\./sha" + "red\\b|/root" + "/"),
          "It names a path that only one machine has.",
          Pattern.compile("npm" + "js\\.org|repo1?\\.mav" + "en\\.|\"resol" + "ved\": *\"http"),
          "It names a package registry: leave that to the machine's settings.");

  private static final Map<Pattern, String> IN_JAVA =
      Map.of(
          Pattern.compile("@Dis" + "abled\\b"),
          "Mend the test, or leave it away.",
          Pattern.compile("Thread\\.sl" + "eep\\b"),
          "Wait for what should happen, not for time.");

  private Words() {}

  /** The lines of a file that have such a word. */
  static List<Finding> check(String name, String text) {
    List<Finding> findings = new ArrayList<>();
    int number = 0;
    for (String line : text.lines().toList()) {
      number++;
      String where = name + ":" + number;
      EVERYWHERE.forEach((word, advice) -> add(findings, where, line, word, advice));
      if (name.endsWith(".java")) {
        IN_JAVA.forEach((word, advice) -> add(findings, where, line, word, advice));
      }
    }
    return findings;
  }

  private static void add(
      List<Finding> findings, String where, String line, Pattern word, String advice) {
    if (word.matcher(line).find()) {
      findings.add(new Finding(where, advice + " Found: " + line.strip()));
    }
  }
}
