package org.greenwave.server.host;

import java.io.IOException;
import java.io.OutputStream;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Where a role writes the body of an answer. The response begins with the first byte, so that a
 * role that fails before can still be answered for; after the end nothing is taken any more.
 */
public final class AnswerStream extends OutputStream {
  private final Supplier<OutputStream> response;
  private @Nullable OutputStream begun;
  private boolean cut;
  private volatile boolean writing;
  private volatile long lastNanos = System.nanoTime();

  /** A stream that opens the response when there is something to write. */
  public AnswerStream(Supplier<OutputStream> response) {
    this.response = response;
  }

  @Override
  public void write(int one) throws IOException {
    write(new byte[] {(byte) one}, 0, 1);
  }

  @Override
  public synchronized void write(byte[] bytes, int offset, int length) throws IOException {
    writing = true;
    try {
      opened().write(bytes, offset, length);
    } finally {
      lastNanos = System.nanoTime();
      writing = false;
    }
  }

  @Override
  public synchronized void flush() throws IOException {
    opened().flush();
  }

  private OutputStream opened() throws IOException {
    if (cut) {
      throw new IOException("The answer has been given up.");
    }
    OutputStream present = begun;
    if (present == null) {
      present = response.get();
      begun = present;
    }
    return present;
  }

  /** The body is whole. */
  public synchronized void finish() throws IOException {
    opened().close();
    cut = true;
  }

  /** What a role does with its stream is no business of the response. */
  @Override
  public void close() {}

  /**
   * Nothing is written any more.
   *
   * @return whether something has been
   */
  public synchronized boolean cut() {
    cut = true;
    return begun != null;
  }

  /** For how long the role has written nothing; a reader that is slow does not count. */
  long idleMillis() {
    return writing ? 0 : (System.nanoTime() - lastNanos) / 1_000_000;
  }
}
