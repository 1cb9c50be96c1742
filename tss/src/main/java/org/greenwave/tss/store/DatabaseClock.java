package org.greenwave.tss.store;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The role database's clock, as this host knows it: the one clock that all hosts of a role share,
 * so that periods are named by it and not by a host's own. It is this host's steady clock and an
 * offset; whoever asks the database for something else anyway asks for the time as well. An answer
 * bounds the offset, as the database said what it said between question and answer. An offset
 * within the bounds stays as it is, so that nothing flaps; another one moves to the nearer bound,
 * so that a clock that drifts or is set is followed at once. Safe for use by many threads.
 *
 * <p>Until the database has answered once, this host's own wall clock stands in for it.
 */
public final class DatabaseClock implements InstantSource {
  /** What a statement has to answer with. */
  static final String NOW_MICROS = "(extract(epoch from clock_timestamp()) * 1000000)::int8";

  private static final long TOLD_FROM_MICROS = 2_000_000;
  private static final Logger LOG = LoggerFactory.getLogger(DatabaseClock.class);

  private final InstantSource own;
  private final LongSupplier steadyNanos;
  private volatile Optional<Long> offsetMicros = Optional.empty();

  /** A clock of which nothing is known yet, beside this host's own. */
  public DatabaseClock(InstantSource own) {
    this(own, System::nanoTime);
  }

  /** The same by a steady clock of the caller's. */
  public DatabaseClock(InstantSource own, LongSupplier steadyNanos) {
    this.own = own;
    this.steadyNanos = steadyNanos;
  }

  @Override
  public Instant instant() {
    return offsetMicros.map(offset -> ofMicros(offset + steadyMicros())).orElseGet(own::instant);
  }

  /** By how much this host's own wall clock is ahead; empty as long as nobody knows. */
  public Optional<Duration> ownAhead() {
    return offsetMicros.map(
        offset -> Duration.between(ofMicros(offset + steadyMicros()), own.instant()));
  }

  /** When a question is sent: to be noted just before, for {@link #learn}. */
  long steadyMicros() {
    return Math.floorDiv(steadyNanos.getAsLong(), 1000L);
  }

  /** Takes in what the database has just answered to a question that was sent at a time. */
  synchronized void learn(long askedMicros, long databaseMicros) {
    long least = databaseMicros - Math.max(askedMicros, steadyMicros());
    long most = databaseMicros - askedMicros;
    long before = offsetMicros.orElse(least + (most - least) / 2);
    long now = Math.clamp(before, least, most);
    if (Math.abs(now - before) > TOLD_FROM_MICROS) {
      LOG.warn(
          "The role database's clock is {} s ahead of what this server took it for: it was set, or"
              + " this machine was suspended. Periods are named by the database's clock.",
          (now - before) / 1e6);
    }
    offsetMicros = Optional.of(now);
  }

  private static Instant ofMicros(long micros) {
    return Instant.ofEpochSecond(
        Math.floorDiv(micros, 1_000_000L), Math.floorMod(micros, 1_000_000L) * 1000L);
  }
}
