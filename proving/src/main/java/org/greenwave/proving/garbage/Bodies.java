package org.greenwave.proving.garbage;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.zip.GZIPOutputStream;

/** Bodies that nobody should send. */
final class Bodies {
  static final long LARGE_BYTES = 100L << 20;
  private static final int PORTION_BYTES = 64 * 1024;

  private Bodies() {}

  /** These bytes. */
  static RawRequest.Body of(byte[] bytes) {
    return out -> out.write(bytes);
  }

  /** This text. */
  static RawRequest.Body of(String text) {
    return of(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Nothing. */
  static RawRequest.Body none() {
    return _ -> {};
  }

  /** A beginning, then one character until the length is reached. */
  static RawRequest.Body filled(String beginning, char filler, long length) {
    byte[] start = beginning.getBytes(StandardCharsets.UTF_8);
    byte[] portion = new byte[PORTION_BYTES];
    Arrays.fill(portion, (byte) filler);
    return out -> {
      out.write(start);
      for (long left = length - start.length; left > 0; left -= portion.length) {
        out.write(portion, 0, (int) Math.min(left, portion.length));
      }
    };
  }

  /** One character at a time, with a pause after each, as long as anybody listens. */
  static RawRequest.Body slow(String beginning, int characters, long pauseMillis) {
    return out -> {
      out.write(beginning.getBytes(StandardCharsets.UTF_8));
      for (int sent = 0; sent < characters; sent++) {
        out.write(' ');
        out.flush();
        LockSupport.parkNanos(pauseMillis * 1_000_000);
      }
    };
  }

  /** Random bytes. */
  static byte[] random(Random random, int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }

  /** Zipped text of which the zip holds a thousandth. */
  static byte[] bomb(String beginning, long length) throws IOException {
    ByteArrayOutputStream zipped = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(zipped)) {
      filled(beginning, ' ', length).writeTo(out);
    }
    return zipped.toByteArray();
  }
}
