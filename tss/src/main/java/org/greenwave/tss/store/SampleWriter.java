package org.greenwave.tss.store;

import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.greenwave.role.FencedException;
import org.greenwave.role.RoleStore;
import org.greenwave.sensors.Sample;
import org.greenwave.tss.ready.WaitingThread;
import org.greenwave.tss.store.SampleQueue.Waiting;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stores samples under one fence, from activation to release. One thread takes what waits and
 * writes it in one transaction. While the database is away the queue fills, then refuses.
 *
 * <p>States: writing → waiting (a transaction failed) → writing (it was repeated); any → fenced
 * (the database refused the fence; for good), any → stopped, and any → broken (by a mistake of
 * ours: the role's watchdog has to see that nothing is stored any more). After any failure a batch
 * is repeated in the way that leaves stored samples alone, because nobody knows whether a commit
 * that was not answered happened.
 */
public final class SampleWriter implements AutoCloseable {
  /** Largest submission, and largest transaction. */
  public static final int MOST_SAMPLES_AT_ONCE = 10_000;

  private static final int MOST_WAITING = 200_000;
  private static final long LINGER_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
  private static final long FIRST_PAUSE_MILLIS = 50;
  private static final long LONGEST_PAUSE_MILLIS = 1000;
  private static final Logger LOG = LoggerFactory.getLogger(SampleWriter.class);

  /** What the writer is doing. */
  public enum State {
    WRITING,
    WAITING,
    FENCED,
    BROKEN,
    STOPPED
  }

  private final SampleQueue queue = new SampleQueue(MOST_WAITING);
  private final DayPartitions days;
  private final RoleStore store;
  private final long fence;
  private final DatabaseClock clock;
  private final Consumer<List<Sample>> committed;
  private final Thread thread;
  private final AtomicLong commits = new AtomicLong();
  private final AtomicLong attempts = new AtomicLong();
  private volatile State state = State.WRITING;
  private volatile String trouble = "";
  private volatile boolean abandoned;

  /**
   * Starts writing.
   *
   * @param waiting the thread that writes
   * @param clock learns the database's time from each transaction
   * @param committed told of the samples of each committed transaction; must return at once
   */
  public SampleWriter(
      WaitingThread waiting,
      FencedStore fenced,
      DayPartitions days,
      DatabaseClock clock,
      Consumer<List<Sample>> committed) {
    store = fenced.store();
    fence = fenced.fence();
    this.days = days;
    this.clock = clock;
    this.committed = committed;
    this.thread = waiting.start("sample writer " + fence, this::run);
  }

  /**
   * Takes samples to be stored.
   *
   * @return completes with how many were new once all are committed, or fails when they are refused
   *     or the writer ends before; empty when there is no room: try again later
   */
  public Optional<CompletableFuture<Integer>> submit(Submission submission) {
    Optional<String> fault = Bounds.fault(submission);
    if (fault.isPresent()) {
      return Optional.of(CompletableFuture.failedFuture(new RefusedException(fault.get())));
    }
    CompletableFuture<Integer> stored = new CompletableFuture<>();
    return queue.offer(new Waiting(submission, stored)) ? Optional.of(stored) : Optional.empty();
  }

  public State state() {
    return state;
  }

  /** Why the writer waits, for people; empty while it writes. */
  public String trouble() {
    return trouble;
  }

  /** How many transactions have been committed. */
  public long commits() {
    return commits.get();
  }

  /** How many transactions have been tried. */
  public long attempts() {
    return attempts.get();
  }

  /** How many samples wait to be stored. */
  public int waiting() {
    return queue.samples();
  }

  /** Stores what waits, then ends; whatever is not stored by the deadline is given up. */
  public boolean stop(Duration deadline) {
    queue.close();
    boolean flushed = joined(deadline);
    abandoned = true;
    thread.interrupt();
    flushed |= joined(Duration.ofMillis(100));
    if (state != State.FENCED && state != State.BROKEN) {
      state = State.STOPPED;
    }
    giveUp(queue.drain(), "The role was stopped before the samples were stored.");
    return flushed;
  }

  @Override
  public void close() {
    stop(Duration.ZERO);
  }

  private boolean joined(Duration deadline) {
    try {
      return deadline.isZero() ? !thread.isAlive() : thread.join(deadline);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private void run() {
    try {
      long linger = 0; // the first samples after activation show that the role lives: no waiting
      for (List<Waiting> batch = queue.take(MOST_SAMPLES_AT_ONCE, linger);
          !batch.isEmpty();
          batch = queue.take(MOST_SAMPLES_AT_ONCE, linger)) {
        store(new Batch(batch, queue.drained()));
        linger = LINGER_NANOS;
      }
    } catch (InterruptedException e) {
      LOG.info("Writing samples under fence {} was ended.", fence);
    } catch (FencedException e) {
      end(State.FENCED, String.valueOf(e.getMessage()));
    } catch (RuntimeException | Error e) {
      LOG.error("Writing samples under fence {} broke off.", fence, e);
      end(State.BROKEN, "Storing samples broke off: " + e);
    }
  }

  private void end(State last, String why) {
    trouble = why;
    state = last;
    queue.close();
    giveUp(queue.drain(), why);
  }

  /**
   * What is written at once.
   *
   * @param last whether nothing comes after it under this fence
   */
  private record Batch(List<Waiting> waiting, boolean last) {
    List<Submission> submissions() {
      return waiting.stream().map(Waiting::submission).toList();
    }

    void giveUp(String why) {
      SampleWriter.giveUp(waiting, why);
    }
  }

  private void store(Batch batch) throws InterruptedException, FencedException {
    long pause = FIRST_PAUSE_MILLIS;
    boolean doubtful = false;
    while (true) {
      try {
        write(batch, doubtful);
        return;
      } catch (SQLException e) {
        if (SqlFaults.refusesTheData(e)) {
          isolate(batch, e);
          return;
        }
        doubtful = true;
        waitForDatabase(batch, e, pause);
        pause = Math.min(LONGEST_PAUSE_MILLIS, pause * 2);
      } catch (FencedException | RuntimeException | Error e) {
        batch.giveUp(String.valueOf(e.getMessage()));
        throw e;
      }
    }
  }

  private void waitForDatabase(Batch batch, SQLException cause, long pauseMillis)
      throws InterruptedException {
    trouble = String.valueOf(cause.getMessage());
    state = State.WAITING;
    days.forget();
    LOG.debug("Samples wait for the database.", cause);
    try {
      TimeUnit.MILLISECONDS.sleep(pauseMillis);
      if (abandoned) {
        throw new InterruptedException("stopped");
      }
    } catch (InterruptedException e) {
      batch.giveUp("The database did not return before the role was stopped.");
      throw e;
    }
  }

  /** Writes a batch; told apart from a batch that is in doubt, as that may be stored already. */
  private void write(Batch batch, boolean doubtful) throws SQLException, FencedException {
    List<Sample> samples = SampleTransaction.samples(batch.submissions());
    List<Integer> stored = doubtful ? merge(batch, samples) : copy(batch, samples);
    commits.incrementAndGet();
    state = State.WRITING;
    trouble = "";
    for (int at = 0; at < batch.waiting().size(); at++) {
      batch.waiting().get(at).stored().complete(stored.get(at));
    }
    committed.accept(samples);
  }

  private List<Integer> copy(Batch batch, List<Sample> samples)
      throws SQLException, FencedException {
    try {
      return transaction(batch, samples, connection -> connection.copy(batch.submissions()));
    } catch (SQLException e) {
      if (SqlFaults.storedAlready(e) || SqlFaults.partitionIsMissing(e)) {
        days.forget();
        return merge(batch, samples);
      }
      throw e;
    }
  }

  private List<Integer> merge(Batch batch, List<Sample> samples)
      throws SQLException, FencedException {
    return transaction(batch, samples, connection -> connection.merge(batch.submissions()));
  }

  /** Work of a transaction on the samples' tables. */
  @FunctionalInterface
  private interface Work {
    List<Integer> run(SampleTransaction transaction) throws SQLException;
  }

  private List<Integer> transaction(Batch batch, List<Sample> samples, Work work)
      throws SQLException, FencedException {
    attempts.incrementAndGet();
    Set<LocalDate> newDays = days.missing(samples);
    RoleStore.Work<List<Integer>> all =
        connection -> {
          DayPartitions.create(connection, newDays);
          List<Integer> counts = work.run(new SampleTransaction(connection, clock));
          if (abandoned) {
            throw new SQLException("The role was stopped.", SqlFaults.STOPPED);
          }
          return counts;
        };
    List<Integer> stored = batch.last() ? store.writeLast(fence, all) : store.write(fence, all);
    days.created(newDays);
    return stored;
  }

  /**
   * One sample that the database cannot take must not hold up the others: each goes alone. None of
   * them passes for the last.
   */
  private void isolate(Batch batch, SQLException cause)
      throws InterruptedException, FencedException {
    if (batch.waiting().size() == 1) {
      LOG.warn("The database refuses samples, which are left out.", cause);
      batch.giveUp("The database refused the samples: " + cause.getMessage());
      return;
    }
    for (Waiting one : batch.waiting()) {
      store(new Batch(List.of(one), false));
    }
  }

  private static void giveUp(List<Waiting> batch, String why) {
    batch.forEach(waiting -> waiting.stored().completeExceptionally(new RefusedException(why)));
  }
}
