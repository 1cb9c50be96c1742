package org.greenwave.server.http;

import io.helidon.http.RequestException;
import io.helidon.webserver.CloseConnectionException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * A body that fails once it has given more than a limit. That it broke off is an {@link
 * IOException} too, as everybody who reads a stream expects.
 */
final class BoundedStream extends FilterInputStream {
  private final long limit;
  private long given;
  private volatile @Nullable RuntimeException broken;
  private volatile boolean cut;

  BoundedStream(InputStream in, long limitBytes) {
    super(in);
    limit = limitBytes;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    if (cut) {
      throw new IOException("The request is over.");
    }
    try {
      int read = super.read(into, offset, length);
      count(Math.max(0, read));
      return read;
    } catch (RequestException | CloseConnectionException refusal) {
      throw failed(refusal);
    } catch (RuntimeException _) {
      throw failed(
          new ProblemException(400, "Broken body", "The body is not sent as HTTP/1.1 asks for."));
    }
  }

  /** Leaves what is left to the connection: reading on here could wait for what never comes. */
  @Override
  public void close() {}

  /** Gives no more: the request is over, and what comes next belongs to another. */
  void cut() {
    cut = true;
  }

  /** Refuses the request if its body could not be read to its end. */
  void demandWhole() {
    RuntimeException refusal = broken;
    if (refusal != null) {
      throw refusal;
    }
  }

  private IOException failed(RuntimeException refusal) {
    broken = refusal;
    return new IOException(refusal.getMessage(), refusal);
  }

  private void count(int bytes) throws IOException {
    given += bytes;
    if (given > limit) {
      throw failed(
          new ProblemException(
              413,
              "Too large",
              "The body is larger than %d MB; send less at once.".formatted(limit >> 20)));
    }
  }
}
