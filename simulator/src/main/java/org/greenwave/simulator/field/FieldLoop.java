package org.greenwave.simulator.field;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import org.greenwave.simulator.field.device.Period;
import org.greenwave.simulator.field.device.TssUnit;

/**
 * The field's only thread: closes the units' periods when they are due, writes them to the journal
 * and answers datagrams, in turns that each have one time.
 */
final class FieldLoop {
  private static final int LONGEST_DATAGRAM = 65_536;
  private static final long FLUSH_MILLIS = Duration.ofSeconds(1).toMillis();

  private final FieldClock clock;
  private final Selector selector;
  private final Optional<Journal> journal;
  private final PriorityQueue<TssUnit> due =
      new PriorityQueue<>(Comparator.comparingLong(TssUnit::nextEndMillis));
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(LONGEST_DATAGRAM);
  private long flushMillis;
  private volatile boolean ended;

  FieldLoop(FieldClock clock, Selector selector, List<TssUnit> units, Optional<Journal> journal) {
    this.clock = clock;
    this.selector = selector;
    this.journal = journal;
    due.addAll(units);
  }

  /** Runs until it is ended from another thread, or the world fails. */
  void run() throws IOException {
    while (!ended) {
      selector.select(Math.max(1, nextMillis() - clock.nowMillis()));
      long now = clock.nowMillis();
      closeDue(now);
      for (SelectionKey ready : selector.selectedKeys()) {
        ((FieldPort) ready.attachment()).serve(buffer, now);
      }
      selector.selectedKeys().clear();
      flushDue(now);
    }
  }

  void end() {
    ended = true;
    selector.wakeup();
  }

  private long nextMillis() {
    TssUnit next = due.element();
    return Math.min(next.nextEndMillis(), flushMillis);
  }

  /** Closes all periods that have ended, before anybody is answered at this time. */
  private void closeDue(long nowMillis) throws IOException {
    while (due.element().nextEndMillis() <= nowMillis) {
      TssUnit unit = due.remove();
      for (Period period : unit.advance(nowMillis)) {
        if (journal.isPresent()) {
          journal.get().add(unit, period);
        }
      }
      due.add(unit);
    }
  }

  private void flushDue(long nowMillis) throws IOException {
    if (nowMillis >= flushMillis) {
      flushMillis = nowMillis + FLUSH_MILLIS;
      if (journal.isPresent()) {
        journal.get().flush();
      }
    }
  }
}
