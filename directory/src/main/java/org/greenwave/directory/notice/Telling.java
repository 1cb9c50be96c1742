package org.greenwave.directory.notice;

import org.greenwave.directory.failover.Finding;
import org.greenwave.directory.failover.Finding.Severity;

/**
 * What is to be told.
 *
 * @param about what it is about, as findings write it: {@code role tss}
 * @param sentence the same words as stand in the status and the history
 * @param advice what to do; empty for nothing
 */
public record Telling(
    NoticeKind kind, Phase phase, Severity severity, String about, String sentence, String advice) {

  static Telling of(NoticeKind kind, Phase phase, Finding finding) {
    return new Telling(
        kind, phase, finding.severity(), finding.about(), finding.sentence(), finding.advice());
  }

  /** The condition that it is of; one is told of once. */
  String condition() {
    return condition(kind, about);
  }

  static String condition(NoticeKind kind, String about) {
    return kind.code() + " of " + about;
  }
}
