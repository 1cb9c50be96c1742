package org.greenwave.directory.failover;

/**
 * Something an administrator should know, with what to do about it.
 *
 * @param severity how loud it is
 * @param about what it is about: {@code role tss}, {@code server beta}, {@code directory}
 * @param sentence what is the case
 * @param advice what to do
 */
public record Finding(Severity severity, String about, String sentence, String advice) {
  /** How loud a finding is, loudest first. */
  public enum Severity {
    ERROR,
    WARNING,
    INFO
  }
}
