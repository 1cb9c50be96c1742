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
import org.greenwave.tss.source.Intake;
import org.greenwave.tss.store.Submission;

/** Hands submissions to the store and waits, with a bound, until they are committed. */
final class Delivery {
  private static final long PAUSE_MILLIS = 50;
  private final Intake intake;
  private final long deadlineNanos;

  private Delivery(Intake intake, Duration patience) {
    this.intake = intake;
    this.deadlineNanos = System.nanoTime() + patience.toNanos();
  }

  /** The samples are not stored for certain; the message says why. */
  static final class FailedException extends Exception {
    private static final long serialVersionUID = 1L;

    FailedException(String message) {
      super(message);
    }
  }

  /**
   * Stores submissions.
   *
   * @return how many samples were new
   * @throws FailedException when they could not all be stored in time; those that were stored stay,
   *     and sending all again stores nothing twice (law L3)
   */
  static int store(Intake intake, List<Submission> submissions, Duration patience)
      throws FailedException, InterruptedException {
    return new Delivery(intake, patience).store(submissions);
  }

  private int store(List<Submission> submissions) throws FailedException, InterruptedException {
    List<CompletableFuture<Integer>> waiting = new ArrayList<>();
    for (Submission submission : submissions) {
      waiting.add(offer(submission));
    }
    int stored = 0;
    for (CompletableFuture<Integer> one : waiting) {
      stored += await(one);
    }
    return stored;
  }

  private CompletableFuture<Integer> offer(Submission submission)
      throws FailedException, InterruptedException {
    while (true) {
      Optional<CompletableFuture<Integer>> taken = intake.submit(submission);
      if (taken.isPresent()) {
        return taken.get();
      }
      if (deadlineNanos - System.nanoTime() < 0) {
        throw new FailedException("The database is slow or away. Send the same again later.");
      }
      pace();
    }
  }

  private static void pace() throws InterruptedException {
    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(PAUSE_MILLIS));
    if (Thread.interrupted()) {
      throw new InterruptedException("stopped");
    }
  }

  private int await(CompletableFuture<Integer> stored)
      throws FailedException, InterruptedException {
    try {
      return stored.get(deadlineNanos - System.nanoTime(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException slow) {
      throw new FailedException(
          "The samples are not known to be stored in time. Send the same again later.");
    } catch (ExecutionException refused) {
      throw new FailedException(
          String.valueOf(refused.getCause() == null ? refused : refused.getCause().getMessage()));
    }
  }
}
