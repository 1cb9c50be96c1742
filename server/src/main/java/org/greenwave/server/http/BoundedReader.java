package org.greenwave.server.http;

import io.helidon.common.buffers.DataReader;

/**
 * The bytes of one connection with a limit on how many may wait unread. Without it a single chunk,
 * or a line without an end, would be collected until the memory of the process is used up.
 */
final class BoundedReader extends DataReader {
  /** The longest request line in bytes. */
  static final int REQUEST_LINE_LIMIT = 4_096;

  private static final int UNREAD_LIMIT = 1 << 20;

  private final PacedSource source;

  BoundedReader(PacedSource source) {
    super(source);
    this.source = source;
  }

  @Override
  public void pullData() {
    if (available() > UNREAD_LIMIT) {
      throw EarlyProblem.refusal(
          413, "A chunk of the body is larger than 1 MB; send smaller ones, or a Content-Length.");
    }
    super.pullData();
  }

  /** Finds the end of a line; this limit is that of the first line of a request. */
  @Override
  public int findNewLine(int limit) {
    if (limit == REQUEST_LINE_LIMIT) {
      source.beginAnew();
    }
    return super.findNewLine(limit);
  }
}
