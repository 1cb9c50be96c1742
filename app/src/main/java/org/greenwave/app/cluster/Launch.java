package org.greenwave.app.cluster;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * How one process is started.
 *
 * @param name what people call it
 * @param command the program and its arguments
 * @param log where its output goes, appended
 * @param patience how long it may take to get ready
 * @param ready tells whether it is ready
 */
public record Launch(
    String name, List<String> command, Path log, Duration patience, Readiness ready) {
  /** Asks a started process, or the world around it, whether it is ready. */
  @FunctionalInterface
  public interface Readiness {
    /** Whether the process does its work; asked again and again, so it must be cheap. */
    boolean ready();
  }

  public Launch {
    command = List.copyOf(command);
  }
}
