package org.greenwave.directory.notice;

import java.time.Instant;

/**
 * What became of sending a notice to a recipient.
 *
 * @param last whether it is not sent again: it has arrived, or is given up
 * @param failure why it has not arrived; empty when it has
 */
public record Delivery(String notice, String recipient, Instant at, boolean last, String failure) {
  /** Whether it has arrived. */
  public boolean arrived() {
    return failure.isEmpty();
  }
}
