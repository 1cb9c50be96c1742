package org.greenwave.tss.store;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** What waits to be stored, in order, bounded by the number of samples. */
final class SampleQueue {
  /** A submission and whom to tell. */
  record Waiting(Submission submission, CompletableFuture<Integer> stored) {}

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final ArrayDeque<Waiting> queue = new ArrayDeque<>();
  private final int mostSamples;
  private int samples;
  private boolean closed;

  SampleQueue(int mostSamples) {
    this.mostSamples = mostSamples;
  }

  /** Takes a submission in; false when there is no room for it, or no more is taken. */
  boolean offer(Waiting waiting) {
    int size = waiting.submission().samples().size();
    lock.lock();
    try {
      if (closed || samples + size > mostSamples) {
        return false;
      }
      samples += size;
      queue.add(waiting);
      changed.signalAll();
      return true;
    } finally {
      lock.unlock();
    }
  }

  int samples() {
    lock.lock();
    try {
      return samples;
    } finally {
      lock.unlock();
    }
  }

  /** Takes nothing more in; what waits can still be taken out. */
  void close() {
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Whether nothing waits, and nothing will. */
  boolean drained() {
    lock.lock();
    try {
      return closed && queue.isEmpty();
    } finally {
      lock.unlock();
    }
  }

  /** Everything that waits, for good. */
  List<Waiting> drain() {
    lock.lock();
    try {
      List<Waiting> rest = new ArrayList<>(queue);
      queue.clear();
      samples = 0;
      return rest;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits for something, then for at most {@code lingerNanos} more until {@code most} samples are
   * there, and takes that. Empty once the queue is closed and drained.
   */
  List<Waiting> take(int most, long lingerNanos) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (queue.isEmpty() && !closed) {
        changed.await();
      }
      long left = lingerNanos;
      while (!closed && samples < most && left > 0) {
        left = changed.awaitNanos(left);
      }
      return takeNow(most);
    } finally {
      lock.unlock();
    }
  }

  private List<Waiting> takeNow(int most) {
    List<Waiting> batch = new ArrayList<>();
    int taken = 0;
    while (!queue.isEmpty()) {
      int size = queue.element().submission().samples().size();
      if (!batch.isEmpty() && taken + size > most) {
        break;
      }
      taken += size;
      batch.add(queue.remove());
    }
    samples -= taken;
    return batch;
  }
}
