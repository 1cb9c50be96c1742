package org.greenwave.simulator.simulation.world;

import java.util.PriorityQueue;
import java.util.function.Consumer;

/** Virtual time, and what is to happen in it. Equal times keep the order in which they were set. */
public final class Agenda {
  private static final int ORDER_BITS = 32;

  /** Its rank is the time, then the order of setting: one comparison for the queue. */
  private record Due(long rank, EventKind kind, Runnable action) implements Comparable<Due> {
    @Override
    public int compareTo(Due other) {
      return Long.compare(rank, other.rank);
    }
  }

  private final PriorityQueue<Due> queue = new PriorityQueue<>(256);
  private long nowMillis;
  private long order;
  private Consumer<EventKind> afterEach = _ -> {};

  /** Called with its kind after every event: where laws are checked. */
  public void afterEach(Consumer<EventKind> check) {
    this.afterEach = check;
  }

  /** True time; no server sees it but through its own clock. */
  public long nowMillis() {
    return nowMillis;
  }

  /** Something is to happen after a while. */
  public void in(long millis, EventKind kind, Runnable action) {
    long at = nowMillis + Math.max(0, millis);
    queue.add(new Due(at << ORDER_BITS | order++, kind, action));
  }

  /** Lets time pass up to and including an instant. */
  public void runTo(long untilMillis) {
    long last = (untilMillis + 1) << ORDER_BITS;
    for (Due due = queue.peek(); due != null && due.rank() < last; due = queue.peek()) {
      queue.remove();
      nowMillis = due.rank() >> ORDER_BITS;
      due.action().run();
      afterEach.accept(due.kind());
    }
    nowMillis = untilMillis;
  }
}
