package org.greenwave.server.log;

import java.util.List;
import org.greenwave.directory.Refusal;

/**
 * What became of a proposed change, once the log has committed it.
 *
 * @param version the Directory's version in which the change is seen; a reader that sends it back
 *     sees the change (law L7)
 * @param refusals why it was refused; empty when it was accepted
 */
public record Receipt(long version, List<Refusal> refusals) {
  /** Whether the change was accepted. */
  public boolean accepted() {
    return refusals.isEmpty();
  }
}
