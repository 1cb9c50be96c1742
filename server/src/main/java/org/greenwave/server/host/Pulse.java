package org.greenwave.server.host;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.greenwave.role.HostedRole;
import org.greenwave.role.Progress;

/**
 * A loaded role's signs of life, read on a thread of their own: a role that hangs or throws when it
 * is asked how it is must not hold up the server's beats.
 */
final class Pulse implements AutoCloseable {
  private static final Duration PAUSE = Duration.ofMillis(200);

  private final HostedRole role;
  private volatile Progress latest =
      new Progress(0, 0, Progress.Condition.PREPARED, "The role is being made ready.");
  private volatile long risenAtNanos = System.nanoTime();
  private volatile boolean open = true;

  Pulse(String name, HostedRole role) {
    this.role = role;
    Thread.ofVirtual().name("pulse-" + name).start(this::watch);
  }

  private void watch() {
    while (open) {
      read();
      LockSupport.parkNanos(PAUSE.toNanos());
    }
  }

  private void read() {
    try {
      Progress now = role.progress();
      boolean working = now.condition() == Progress.Condition.WORKING;
      if (!working || now.steps() != latest.steps()) {
        risenAtNanos = System.nanoTime();
      }
      latest = now;
    } catch (RuntimeException | Error failure) {
      latest =
          new Progress(
              latest.steps(),
              latest.committed(),
              latest.condition(),
              "The role cannot say how it is: " + failure);
    }
  }

  /** What the role last said of itself. */
  String sentence() {
    return latest.sentence();
  }

  /** For how long it has got nothing done, in milliseconds. Waiting for a database is not that. */
  long idleMillis() {
    return (System.nanoTime() - risenAtNanos) / 1_000_000;
  }

  @Override
  public void close() {
    open = false;
  }
}
