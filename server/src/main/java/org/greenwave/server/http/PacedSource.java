package org.greenwave.server.http;

import io.helidon.common.buffers.DataReader;
import io.helidon.http.RequestException;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.ServerConnectionException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * The bytes that a client sends, as long as they come at a pace. Only the time spent waiting for
 * them counts, so that a server that is busy itself blames nobody.
 */
final class PacedSource implements Supplier<byte[]> {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration PATIENCE_IN_A_CROWD = Duration.ofSeconds(2);
  private static final long LEAST_BYTES_PER_SECOND = 1_000;

  /** For how long what was sent at once lets wait for the rest: nobody holds a place for hours. */
  private static final long MOST_SECONDS_AHEAD = 60;

  private static final byte[] END = {};

  private final DataReader connection;
  private final BooleanSupplier crowded;
  private boolean begun;
  private long waitedNanos;
  private long taken;
  private int latestBytes;

  /**
   * Takes its bytes from a connection.
   *
   * @param crowded whether others wait for a place, so that less patience is called for
   */
  PacedSource(DataReader connection, BooleanSupplier crowded) {
    this.connection = connection;
    this.crowded = crowded;
  }

  /** The next bytes belong to a new request; how long it lets wait for itself does not count. */
  void beginAnew() {
    begun = false;
    waitedNanos = 0;
    taken = 0;
  }

  /** How many bytes came last. */
  int latestBytes() {
    return latestBytes;
  }

  @Override
  public byte[] get() {
    long began = System.nanoTime();
    byte[] bytes = more();
    latestBytes = bytes.length;
    if (begun) {
      waitedNanos += System.nanoTime() - began;
      taken += bytes.length;
      demandPace();
    }
    begun = true;
    return bytes;
  }

  private void demandPace() {
    Duration patience = crowded.getAsBoolean() ? PATIENCE_IN_A_CROWD : PATIENCE;
    double asked = waitedNanos / 1e9 * LEAST_BYTES_PER_SECOND;
    if (waitedNanos > patience.toNanos() && taken < asked) {
      throw tooSlow();
    }
    taken = Math.min(taken, (long) asked + MOST_SECONDS_AHEAD * LEAST_BYTES_PER_SECOND);
  }

  private byte[] more() {
    byte[] bytes = bytes();
    if (bytes.length > 0) {
      return bytes;
    }
    if (begun) {
      throw EarlyProblem.refusal(400, "The request ended before it was whole; send it again.");
    }
    throw new CloseConnectionException("The client has nothing more to ask.");
  }

  private byte[] bytes() {
    try {
      connection.ensureAvailable();
      return connection.readBytes(connection.available());
    } catch (DataReader.InsufficientDataAvailableException _) {
      return END;
    } catch (ServerConnectionException broken) {
      if (begun && timedOut(broken)) {
        throw tooSlow();
      }
      throw new CloseConnectionException("The client has gone.", broken);
    }
  }

  private static boolean timedOut(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SocketTimeoutException) {
        return true;
      }
    }
    return false;
  }

  private static RequestException tooSlow() {
    return EarlyProblem.refusal(
        408, "The request came too slowly; send it at once, at 1 kB a second or more.");
  }
}
