package org.greenwave.server.wire;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How long the far end of a connection has said nothing although it is asked again and again. A
 * time in which this server itself stood still counts little: it has not read yet what came then.
 */
final class Silence {
  /** What counts at most between two questions. */
  private static final long STEP_MILLIS = 500;

  private final long limitMillis;
  private final AtomicLong heard = new AtomicLong();
  private long seen = -1;
  private long askedAtMillis;
  private long silentMillis;
  private volatile boolean tooLong;

  Silence(long limitMillis) {
    this.limitMillis = limitMillis;
  }

  /** Asks; tells whether that has been in vain for too long. By one thread only. */
  boolean asked(long nowMillis) {
    long now = heard.get();
    silentMillis =
        now == seen ? silentMillis + Math.min(STEP_MILLIS, nowMillis - askedAtMillis) : 0;
    seen = now;
    askedAtMillis = nowMillis;
    tooLong = silentMillis >= limitMillis;
    return tooLong;
  }

  /** Something has come, be it a part of something large. */
  void heard() {
    heard.incrementAndGet();
  }

  /** Whether the far end was given up without ever having said anything. */
  boolean neverBroken() {
    return tooLong && heard.get() == 0;
  }

  /** The same bytes, each of which ends the silence. */
  InputStream brokenBy(InputStream in) {
    return new FilterInputStream(in) {
      @Override
      public int read() throws IOException {
        int read = super.read();
        heard();
        return read;
      }

      @Override
      public int read(byte[] bytes, int from, int length) throws IOException {
        int read = super.read(bytes, from, length);
        heard();
        return read;
      }
    };
  }
}
