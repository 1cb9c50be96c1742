package org.greenwave.server.http;

import io.helidon.common.buffers.BufferData;
import io.helidon.common.buffers.DataWriter;
import java.time.Duration;

/**
 * The bytes that a client is sent, in pieces, so that it can be told whether it takes them. Writing
 * has no time limit of its own: a client that asks much and reads nothing would hold its place, and
 * what answers it, for ever.
 */
final class PacedSink implements DataWriter {
  /** How much has to be taken at a time. What waits in the system's buffers counts as taken. */
  static final int PIECE_BYTES = 16_384;

  private static final long NOT_WRITING = 0;

  private final DataWriter connection;
  private volatile long sinceNanos = NOT_WRITING;

  PacedSink(DataWriter connection) {
    this.connection = connection;
  }

  /** For how long the client has let the present piece wait. */
  Duration waiting() {
    long since = sinceNanos;
    return since == NOT_WRITING ? Duration.ZERO : Duration.ofNanos(System.nanoTime() - since);
  }

  @Override
  public void write(BufferData... parts) {
    write(BufferData.create(parts));
  }

  @Override
  public void write(BufferData whole) {
    if (whole.available() <= PIECE_BYTES) {
      send(whole);
      return;
    }
    byte[] piece = new byte[PIECE_BYTES];
    while (whole.available() > 0) {
      send(BufferData.create(piece, 0, whole.read(piece)));
    }
  }

  private void send(BufferData piece) {
    sinceNanos = System.nanoTime() | 1; // never that of nobody who writes
    try {
      connection.writeNow(piece);
    } finally {
      sinceNanos = NOT_WRITING;
    }
  }

  @Override
  public void writeNow(BufferData... parts) {
    write(parts);
  }

  @Override
  public void writeNow(BufferData whole) {
    write(whole);
  }

  @Override
  public void flush() {
    connection.flush();
  }

  @Override
  public void close() {
    connection.close();
  }
}
