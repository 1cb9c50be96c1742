package org.greenwave.server.host;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.greenwave.role.HostedRole;
import org.greenwave.role.Progress;
import org.jspecify.annotations.Nullable;

/**
 * A loaded role's signs of life, read on a thread of their own: a role that hangs or throws when it
 * is asked how it is must not hold up the server's beats. The thread is none of the virtual ones,
 * whose carriers a role that spins would keep.
 */
final class Pulse implements AutoCloseable {
  private static final Duration PAUSE = Duration.ofMillis(200);
  private static final long MUTE_NANOS = Duration.ofSeconds(5).toNanos();

  private final HostedRole role;
  private final BooleanSupplier databaseWritable;
  private final Thread thread;
  private volatile Progress latest =
      new Progress(0, 0, Progress.Condition.PREPARED, "The role is being made ready.");
  private volatile long risenAtNanos = System.nanoTime();
  private volatile long heardAtNanos = System.nanoTime();
  private volatile long askedAtNanos;
  private volatile String complaint = "";
  private volatile boolean open = true;

  /**
   * Begins to watch.
   *
   * @param databaseWritable whether the server itself can write to the role's database
   */
  Pulse(String name, HostedRole role, BooleanSupplier databaseWritable) {
    this.role = role;
    this.databaseWritable = databaseWritable;
    thread = Thread.ofPlatform().daemon().name("pulse-" + name).start(this::watch);
  }

  private void watch() {
    while (open) {
      read();
      LockSupport.parkNanos(PAUSE.toNanos());
    }
  }

  private void read() {
    askedAtNanos = System.nanoTime();
    try {
      heard(role.progress());
    } catch (Throwable failure) {
      complaint = "the role cannot say how it is (" + PlainWords.typed(failure) + ")";
    } finally {
      askedAtNanos = 0;
    }
  }

  private void heard(@Nullable Progress said) {
    if (said == null || said.condition() == null) {
      complaint = "the role says nothing when it is asked how it is";
      return;
    }
    if (rests(said.condition()) || said.steps() != latest.steps()) {
      risenAtNanos = System.nanoTime();
    }
    complaint = "";
    heardAtNanos = System.nanoTime();
    String sentence = PlainWords.of(said.sentence(), "The role does not say how it is.");
    latest = new Progress(said.steps(), said.committed(), said.condition(), sentence);
  }

  /**
   * Whether nothing has to be got done. One that is fenced off has to be stopped by somebody, and
   * one that waits for a database which the server can write to has to try again now and then.
   */
  private boolean rests(Progress.Condition condition) {
    return switch (condition) {
      case PREPARED, WARM -> true;
      case WAITING_FOR_DATABASE -> !databaseWritable.getAsBoolean();
      case WORKING, FENCED_OFF -> false;
    };
  }

  /** How far the role last said that it has come. */
  Progress latest() {
    return latest;
  }

  /** What the role last said of itself, or that it does not. */
  String sentence() {
    String wrong = complaint();
    return wrong.isEmpty()
        ? latest.sentence()
        : Character.toUpperCase(wrong.charAt(0))
            + wrong.substring(1)
            + "; mend its settings or replace its plug-in.";
  }

  /** Why the role cannot be understood; empty when it can. */
  String complaint() {
    long asked = askedAtNanos;
    long muteNanos = asked == 0 ? 0 : System.nanoTime() - asked;
    return muteNanos > MUTE_NANOS
        ? "the role has not said for %d s how it is".formatted(muteNanos / 1_000_000_000)
        : complaint;
  }

  /** For how long it has got nothing done, in milliseconds. Waiting for a database is not that. */
  long idleMillis() {
    return (System.nanoTime() - risenAtNanos) / 1_000_000;
  }

  /** For how long it has not been able to say how it is, in milliseconds; 0 when it can. */
  long muteMillis() {
    return complaint().isEmpty() ? 0 : (System.nanoTime() - heardAtNanos) / 1_000_000;
  }

  /** The role begins to work: what it got done, or did not, before is no matter any more. */
  void begin() {
    risenAtNanos = System.nanoTime();
  }

  /** Whether its thread is still there, held by a role that does not answer perhaps. */
  boolean lingers() {
    return thread.isAlive();
  }

  @Override
  public void close() {
    open = false;
    thread.interrupt();
  }
}
