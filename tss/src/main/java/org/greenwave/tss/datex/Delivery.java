package org.greenwave.tss.datex;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.greenwave.tss.source.Intake;
import org.greenwave.tss.store.Submission;

/**
 * Hands the rows of one document to the store while the document is still being read, and then
 * waits, with a bound, until they are committed. When there is no room it holds up the reading.
 */
final class Delivery implements Consumer<LaneRows> {
  /** So many rows are handed on at a time: some five transactions for a national minute. */
  static final int ROWS_AT_ONCE = 6_000;

  private static final long PAUSE_MILLIS = 20;
  private final Intake intake;
  private final DatexNetwork network;
  private final Duration patience;
  private final List<CompletableFuture<Integer>> waiting = new ArrayList<>();
  private boolean refused;

  /**
   * Makes one for one document.
   *
   * @param patience how long the store may take to have room, and to commit
   */
  Delivery(Intake intake, DatexNetwork network, Duration patience) {
    this.intake = intake;
    this.network = network;
    this.patience = patience;
  }

  /** The samples are not stored for certain; the message says why. */
  static final class FailedException extends Exception {
    private static final long serialVersionUID = 1L;

    FailedException(String message) {
      super(message);
    }
  }

  /** Hands rows on; once the store had no room in time, it only lets the reading end. */
  @Override
  public void accept(LaneRows rows) {
    for (Submission submission : network.submissions(rows)) {
      Optional<CompletableFuture<Integer>> taken = refused ? Optional.empty() : offer(submission);
      refused |= taken.isEmpty();
      taken.ifPresent(waiting::add);
    }
  }

  /**
   * Waits until everything is stored.
   *
   * @return how many samples were new
   * @throws FailedException when not all could be stored in time; those that were stored stay, and
   *     sending all again stores nothing twice (law L3)
   */
  int finish() throws FailedException, InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    int stored = 0;
    for (CompletableFuture<Integer> one : waiting) {
      stored += await(one, deadline - System.nanoTime());
    }
    if (refused) {
      throw new FailedException("The database is slow or away. Send the same again later.");
    }
    return stored;
  }

  // Paces itself, because the store says nothing when it has room again.
  private Optional<CompletableFuture<Integer>> offer(Submission submission) {
    long deadline = System.nanoTime() + patience.toNanos();
    Optional<CompletableFuture<Integer>> taken = intake.submit(submission);
    while (taken.isEmpty()
        && deadline - System.nanoTime() > 0
        && !Thread.currentThread().isInterrupted()) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(PAUSE_MILLIS));
      taken = intake.submit(submission);
    }
    return taken;
  }

  private static int await(CompletableFuture<Integer> stored, long nanos)
      throws FailedException, InterruptedException {
    try {
      return stored.get(nanos, TimeUnit.NANOSECONDS);
    } catch (TimeoutException slow) {
      throw new FailedException(
          "The samples are not known to be stored in time. Send the same again later.");
    } catch (ExecutionException failed) {
      Throwable why = failed.getCause() == null ? failed : failed.getCause();
      throw new FailedException(why.getMessage() == null ? why.toString() : why.getMessage());
    }
  }
}
