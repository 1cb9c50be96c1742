package org.greenwave.simulator.simulation.world;

import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.function.Consumer;

/** Virtual time, and what is to happen in it. Equal times keep the order in which they were set. */
public final class Agenda {
  private record Due(long atMillis, long order, String kind, Runnable action) {}

  private final PriorityQueue<Due> queue =
      new PriorityQueue<>(Comparator.comparingLong(Due::atMillis).thenComparingLong(Due::order));
  private long nowMillis;
  private long order;
  private Consumer<String> afterEach = _ -> {};

  /** Called with its kind after every event: where laws are checked. */
  public void afterEach(Consumer<String> check) {
    this.afterEach = check;
  }

  /** True time; no server sees it but through its own clock. */
  public long nowMillis() {
    return nowMillis;
  }

  /** Something is to happen after a while. */
  public void in(long millis, String kind, Runnable action) {
    queue.add(new Due(nowMillis + Math.max(0, millis), order++, kind, action));
  }

  /** Lets time pass up to and including an instant. */
  public void runTo(long untilMillis) {
    for (Due due = queue.peek(); due != null && due.atMillis() <= untilMillis; due = queue.peek()) {
      queue.remove();
      nowMillis = due.atMillis();
      due.action().run();
      afterEach.accept(due.kind());
    }
    nowMillis = untilMillis;
  }
}
