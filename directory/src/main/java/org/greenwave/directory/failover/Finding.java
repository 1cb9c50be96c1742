package org.greenwave.directory.failover;

import java.util.Optional;
import org.greenwave.directory.notice.NoticeKind;

/**
 * Something an administrator should know, with what to do about it.
 *
 * @param severity how loud it is
 * @param about what it is about: {@code role tss}, {@code server beta}, {@code https beta}, {@code
 *     directory}
 * @param sentence what is the case
 * @param advice what to do
 * @param told what people are told of it as, unasked; empty for what is only shown
 */
public record Finding(
    Severity severity, String about, String sentence, String advice, Optional<NoticeKind> told) {
  /** What is said of the door of people on a server begins with this. */
  public static final String HTTPS = "https ";

  /** One that is only shown. */
  public Finding(Severity severity, String about, String sentence, String advice) {
    this(severity, about, sentence, advice, Optional.empty());
  }

  Finding toldAs(NoticeKind kind) {
    return new Finding(severity, about, sentence, advice, Optional.of(kind));
  }

  /** How loud a finding is, loudest first. */
  public enum Severity {
    ERROR,
    WARNING,
    INFO
  }
}
