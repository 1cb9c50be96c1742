package org.greenwave.tidy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What the documents say about the project, compared with the project. */
final class Documents {
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
  private static final Pattern OUTSIDE = Pattern.compile("[a-z]+:.*");
  private static final Pattern HEADING = Pattern.compile("(?m)^#{1,6} +(.+)$");
  private static final Pattern MODULE_ROW = Pattern.compile("(?m)^\\| *`([a-z-]+)/`");

  private Documents() {}

  /** Links of a document that lead nowhere. */
  static List<Finding> deadLinks(Path document) {
    List<Finding> findings = new ArrayList<>();
    for (MatchResult link : LINK.matcher(Project.text(document)).results().toList()) {
      String target = link.group(1);
      if (!OUTSIDE.matcher(target).matches() && !leadsSomewhere(document, target)) {
        findings.add(new Finding(document.getFileName().toString(), target + " leads nowhere."));
      }
    }
    return findings;
  }

  /** The modules in a document's module table: rows that begin with a folder in back quotes. */
  static Set<String> modules(String document) {
    return MODULE_ROW
        .matcher(document)
        .results()
        .map(row -> row.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Whether a table row of a document gives a key and its default, both in back quotes. */
  static boolean documents(String document, String key, String byDefault) {
    String value = byDefault.isEmpty() ? "" : "`" + byDefault + "`";
    return document
        .lines()
        .anyMatch(line -> line.startsWith("| `" + key + "` |") && line.contains(value));
  }

  private static boolean leadsSomewhere(Path document, String target) {
    int hash = target.indexOf('#');
    String file = hash < 0 ? target : target.substring(0, hash);
    Path there = file.isEmpty() ? document : document.resolveSibling(file);
    if (!Files.exists(there)) {
      return false;
    }
    return hash < 0 || anchors(Project.text(there)).contains(target.substring(hash + 1));
  }

  private static Set<String> anchors(String document) {
    return HEADING
        .matcher(document)
        .results()
        .map(heading -> anchor(heading.group(1)))
        .collect(Collectors.toSet());
  }

  private static String anchor(String heading) {
    return heading
        .strip()
        .toLowerCase(Locale.ROOT)
        .replaceAll("[^\\p{L}\\p{N} _-]", "")
        .replace(' ', '-');
  }
}
