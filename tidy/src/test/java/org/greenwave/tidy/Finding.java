package org.greenwave.tidy;

import java.util.List;
import java.util.stream.Collectors;

/**
 * One place that is not as a rule wants it.
 *
 * @param where a file and line, or a class and method
 * @param what a sentence that says what to do
 */
record Finding(String where, String what) {
  /** Findings as a person reads them, one a line; empty when there are none. */
  static String list(List<Finding> findings) {
    return findings.stream()
        .map(finding -> finding.where() + ": " + finding.what())
        .sorted()
        .collect(Collectors.joining("\n"));
  }
}
