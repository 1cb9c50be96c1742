package org.greenwave.tss.source;

import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * One data source on one server: opened, then warm, then running or warm again, until closed. All
 * but {@link #status} and {@link #unitStatus} are called one at a time.
 */
public interface Source extends AutoCloseable {
  /**
   * Gets ready: sockets, classes, threads, what the catalogue holds. Asks no device, writes
   * nothing.
   */
  void warm() throws Exception;

  /** Starts collecting and returns at once. The catalogue has just been read anew. */
  void start(Intake intake);

  /** Takes changed settings of the same kind, running or warm. Only what changed is disturbed. */
  void update(ObjectNode settings) throws Exception;

  /** Stops collecting; submits nothing more once it has returned. Returns at once. */
  void stop();

  /** How the source is; cheap, from any thread. */
  SourceStatus status();

  /** How one of its units is, if the source knows more than the age of the unit's samples. */
  default Optional<SourceStatus> unitStatus(String unit) {
    return Optional.empty();
  }

  @Override
  void close();
}
