package org.greenwave.server.http;

/**
 * The memory that all connections of a server together may use for what clients have sent and
 * nobody has taken up. Each has a little for itself, enough for the head of a request or a small
 * chunk, so that those who fill the rest keep nobody from asking.
 */
final class Intake {
  /** What each connection may hold without a share of the rest. */
  static final long OWN_BYTES = 20_480;

  /** What may be held beyond that by all connections together: sixteen of the largest chunks. */
  static final long LIMIT_BYTES = 16L << 20;

  private long sharedBytes;

  /** What one connection holds. */
  Share share() {
    return new Share();
  }

  /** What one connection holds beyond its own; a role may read from it on another thread. */
  final class Share implements AutoCloseable {
    private volatile long bytes;
    private boolean closed;

    /** Whether the connection may hold so much, and from now on it does. */
    boolean holds(long wholeBytes) {
      long wanted = Math.max(0, wholeBytes - OWN_BYTES);
      return wanted == bytes || changed(wanted);
    }

    private boolean changed(long wanted) {
      synchronized (Intake.this) {
        boolean fits = wanted <= bytes || sharedBytes - bytes + wanted <= LIMIT_BYTES;
        if (closed || !fits) {
          return false;
        }
        sharedBytes += wanted - bytes;
        bytes = wanted;
        return true;
      }
    }

    @Override
    public void close() {
      synchronized (Intake.this) {
        closed = true;
        sharedBytes -= bytes;
        bytes = 0;
      }
    }
  }
}
