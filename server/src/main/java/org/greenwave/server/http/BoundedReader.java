package org.greenwave.server.http;

import io.helidon.common.buffers.BufferData;
import io.helidon.common.buffers.DataReader;
import io.helidon.http.RequestException;

/**
 * The bytes of one connection with a limit on how many may wait unread, here and on all connections
 * together. Without it a single chunk, or a line without an end, would be collected until the
 * memory of the process is used up.
 */
final class BoundedReader extends DataReader {
  /** The longest request line in bytes. */
  static final int REQUEST_LINE_LIMIT = 4_096;

  private static final int UNREAD_LIMIT = 1 << 20;
  private static final int PIECES_LIMIT = 16_384;

  /** What a piece takes beside its bytes, which may be a single one. */
  private static final long PIECE_BYTES = 64;

  private final PacedSource source;
  private final Intake.Share share;
  private long unread;
  private int pieces;
  private long handedOut;

  BoundedReader(PacedSource source, Intake.Share share) {
    super(source);
    this.source = source;
    this.share = share;
  }

  @Override
  public void pullData() {
    if (unread > UNREAD_LIMIT) {
      throw EarlyProblem.refusal(
          413, "A chunk of the body is larger than 1 MB; send smaller ones, or a Content-Length.");
    }
    if (pieces == PIECES_LIMIT) {
      throw EarlyProblem.refusal(
          413, "A chunk of the body comes in too many small pieces; send more at once.");
    }
    super.pullData();
    unread += source.latestBytes();
    pieces++;
    demandRoom();
  }

  private void demandRoom() {
    if (!share.holds(handedOut + unread + pieces * PIECE_BYTES)) {
      throw tooMuchAtOnce();
    }
  }

  private static RequestException tooMuchAtOnce() {
    return EarlyProblem.refusal(
        503,
        "Too much is being sent to this server at once; try again in a moment, with a"
            + " Content-Length or in chunks of 16 kB.");
  }

  /** Finds the end of a line; this limit is that of the first line of a request. */
  @Override
  public int findNewLine(int limit) {
    if (limit == REQUEST_LINE_LIMIT) {
      source.beginAnew();
    }
    begin(0);
    return super.findNewLine(limit);
  }

  /** Hands out a part of a body; who asks for the next one has taken this one up. */
  @Override
  public BufferData readBuffer(int length) {
    begin(0);
    BufferData part = super.readBuffer(length);
    begin(length);
    return part;
  }

  private void begin(long handedOutBytes) {
    handedOut = handedOutBytes;
    unread = available();
    pieces = 0;
    demandRoom();
  }
}
