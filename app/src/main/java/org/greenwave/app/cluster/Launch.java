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
 * @param toEnd how long it may take to end when it is asked to
 */
public record Launch(
    String name,
    List<String> command,
    Path log,
    Duration patience,
    Readiness ready,
    Duration toEnd) {
  private static final Duration USUAL_END = Duration.ofSeconds(8);

  /** Asks a started process, or the world around it, whether it is ready. */
  @FunctionalInterface
  public interface Readiness {
    /** Whether the process does its work; asked again and again, so it must be cheap. */
    boolean ready();
  }

  public Launch {
    command = List.copyOf(command);
  }

  /** A process that ends soon when it is asked to. */
  public Launch(String name, List<String> command, Path log, Duration patience, Readiness ready) {
    this(name, command, log, patience, ready, USUAL_END);
  }
}
