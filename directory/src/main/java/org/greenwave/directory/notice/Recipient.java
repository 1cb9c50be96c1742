package org.greenwave.directory.notice;

import org.greenwave.directory.failover.Finding.Severity;

/**
 * Who is told of what happens.
 *
 * @param name unique among recipients
 * @param least the least severe notice that is sent to it
 * @param version rises with every edit; what an edit is based on
 */
public record Recipient(String name, Severity least, Destination destination, long version) {
  /** Whether notices of a severity are for it. */
  public boolean wants(Severity severity) {
    return severity.compareTo(least) <= 0;
  }

  /** The same in another version. */
  public Recipient versioned(long now) {
    return new Recipient(name, least, destination, now);
  }
}
