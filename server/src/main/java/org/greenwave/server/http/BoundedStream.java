package org.greenwave.server.http;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A stream that fails once it has given more than a limit. */
final class BoundedStream extends FilterInputStream {
  private final long limit;
  private long given;

  BoundedStream(InputStream in, long limitBytes) {
    super(in);
    limit = limitBytes;
  }

  @Override
  public int read() throws IOException {
    int one = super.read();
    count(one < 0 ? 0 : 1);
    return one;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    int read = super.read(into, offset, length);
    count(Math.max(0, read));
    return read;
  }

  private void count(int bytes) throws IOException {
    given += bytes;
    if (given > limit) {
      throw new IOException("the body is larger than " + (limit >> 20) + " MB");
    }
  }
}
