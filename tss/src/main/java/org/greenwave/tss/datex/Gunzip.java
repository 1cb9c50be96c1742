package org.greenwave.tss.datex;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import java.util.zip.ZipException;

/**
 * Inflates gzip (RFC 1952), members one after the other. The JDK's own stream calls itself for each
 * further member, so that a few megabytes of empty ones overflow the stack.
 */
final class Gunzip extends InputStream {
  private static final int MOST_MEMBERS = 1_000;
  private static final int LONGEST_WORD = 1 << 16;
  private static final int HEADER_CHECKSUM = 2;
  private static final int EXTRA = 4;
  private static final int NAME = 8;
  private static final int COMMENT = 16;
  private static final int RESERVED = 0xe0;

  private final InputStream in;
  private final long limitBytes;
  private long taken;
  private final byte[] buffer = new byte[1 << 16];
  private final Inflater inflater = new Inflater(true);
  private final CRC32 checksum = new CRC32();
  private int from;
  private int to;
  private int members;
  private boolean inMember;
  private boolean ended;

  /**
   * Makes one.
   *
   * @param limitBytes the most compressed bytes: what inflates to nothing could go on for ever
   */
  Gunzip(InputStream in, long limitBytes) {
    this.in = in;
    this.limitBytes = limitBytes;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] out, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    while (inMember || begin()) {
      int got = inflate(out, offset, length);
      if (got > 0) {
        checksum.update(out, offset, got);
        return got;
      }
      if (inflater.finished()) {
        finishMember();
      } else if (inflater.needsDictionary()) {
        throw new ZipException("A dictionary is asked for.");
      } else {
        feed();
      }
    }
    return -1;
  }

  private int inflate(byte[] out, int offset, int length) throws ZipException {
    try {
      return inflater.inflate(out, offset, length);
    } catch (DataFormatException damaged) {
      throw new ZipException(damaged.getMessage());
    }
  }

  private void feed() throws IOException {
    if (from == to) {
      fill();
    }
    inflater.setInput(buffer, from, to - from);
    from = to;
  }

  private void finishMember() throws IOException {
    from = to - inflater.getRemaining();
    long sum = word();
    long size = word();
    if (sum != checksum.getValue() || size != (inflater.getBytesWritten() & 0xffffffffL)) {
      throw new ZipException("The checksum is wrong.");
    }
    inflater.reset();
    checksum.reset();
    inMember = false;
  }

  // The header of the next member; false behind the last one.
  private boolean begin() throws IOException {
    if (ended || (members > 0 && from == to && !more())) {
      close();
      return false;
    }
    if (next() != 0x1f || next() != 0x8b || next() != 8 || ++members > MOST_MEMBERS) {
      throw new ZipException("What follows is not gzip.");
    }
    int flags = next();
    skip(6);
    if ((flags & RESERVED) != 0) {
      throw new ZipException("The header is of no known kind.");
    }
    if ((flags & EXTRA) != 0) {
      skip(next() | next() << 8);
    }
    if ((flags & NAME) != 0) {
      skipText();
    }
    if ((flags & COMMENT) != 0) {
      skipText();
    }
    skip((flags & HEADER_CHECKSUM) != 0 ? 2 : 0);
    inMember = true;
    return true;
  }

  private void skip(int count) throws IOException {
    for (int at = 0; at < count; at++) {
      next();
    }
  }

  private void skipText() throws IOException {
    int length = 0;
    while (next() != 0) {
      if (++length > LONGEST_WORD) {
        throw new ZipException("The header is too long.");
      }
    }
  }

  private long word() throws IOException {
    return next() | next() << 8 | next() << 16 | (long) next() << 24;
  }

  private int next() throws IOException {
    if (from == to) {
      fill();
    }
    return buffer[from++] & 0xff;
  }

  private void fill() throws IOException {
    if (!more()) {
      throw new EOFException("The stream ends within a member.");
    }
  }

  private boolean more() throws IOException {
    int got = in.read(buffer, 0, buffer.length);
    from = 0;
    to = Math.max(0, got);
    taken += to;
    if (taken > limitBytes) {
      throw new BoundedInput.PassedException(
          "The compressed document is longer than %,d bytes.".formatted(limitBytes));
    }
    return got > 0;
  }

  /** Gives the inflater's memory back; the bytes belong to the caller. */
  @Override
  public void close() {
    if (!ended) {
      ended = true;
      inflater.end();
    }
  }
}
