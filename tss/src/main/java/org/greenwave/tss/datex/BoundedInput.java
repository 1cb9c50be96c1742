package org.greenwave.tss.datex;

import java.io.IOException;
import java.io.InputStream;

/**
 * The bytes of a document, cut off by an exception where they pass a limit. Apart from the length
 * it bounds the longest stretch without any byte that ends an XML name: the XML reader bounds texts
 * and attributes itself, but would collect a name of any length in memory.
 */
final class BoundedInput extends InputStream {
  private static final int LONGEST_NAME_BYTES = 1 << 17;
  private final InputStream in;
  private final long limit;
  private long count;
  private int stretch;

  BoundedInput(InputStream in, long limitBytes) {
    this.in = in;
    this.limit = limitBytes;
  }

  /** A limit was passed. */
  static final class PassedException extends IOException {
    private static final long serialVersionUID = 1L;

    PassedException(String message) {
      super(message);
    }
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    int got = read(one, 0, 1);
    return got < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] to, int offset, int length) throws IOException {
    int got = in.read(to, offset, length);
    if (got > 0) {
      count += got;
      if (count > limit) {
        throw new PassedException("The document is longer than %,d bytes.".formatted(limit));
      }
      checkStretch(to, offset, got);
    }
    return got;
  }

  // Looks from both ends only until the first delimiter, so that ordinary input costs nothing.
  private void checkStretch(byte[] bytes, int offset, int length) throws IOException {
    int ahead = 0;
    while (ahead < length && !endsName(bytes[offset + ahead])) {
      ahead++;
    }
    stretch += ahead;
    if (stretch > LONGEST_NAME_BYTES) {
      throw new PassedException(
          "A name or word is longer than %,d bytes.".formatted(LONGEST_NAME_BYTES));
    }
    if (ahead < length) {
      int back = 0;
      while (!endsName(bytes[offset + length - 1 - back])) {
        back++;
      }
      stretch = back;
    }
  }

  private static boolean endsName(byte b) {
    return switch (b) {
      case ' ', '\t', '\r', '\n', '<', '>', '/', '=' -> true;
      default -> false;
    };
  }

  /** Gives back what inflating holds; the stream itself belongs to the caller. */
  @Override
  public void close() {
    if (in instanceof Gunzip gunzip) {
      gunzip.close();
    }
  }
}
