package org.greenwave.server.notice;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.greenwave.directory.notice.Delivery;
import org.greenwave.directory.notice.Notice;
import org.greenwave.directory.notice.Recipient;

/**
 * Sends to one recipient, on a thread of its own, what waits for it: in order, each until it has
 * arrived or is too old. A recipient that hangs holds up nobody but itself.
 */
final class Round {
  private static final Duration LIMIT = Duration.ofSeconds(45);
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(2);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(10);

  /** After which a notice is of no use any more. */
  private static final Duration GIVEN_UP_AFTER = Duration.ofDays(1);

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Tools tools;
  private final Set<String> done = new HashSet<>();
  private final Thread thread;
  private Recipient recipient;
  private List<Notice> waiting = List.of();
  private Duration pause = FIRST_PAUSE;

  /** What sends, what wraps notices, what hears of the outcome. */
  record Tools(Sender sender, Wrapping wrapping, InstantSource clock, Consumer<Delivery> outcome) {}

  /** Makes a letter of a notice. */
  interface Wrapping {
    Letter of(Notice notice);
  }

  Round(Recipient recipient, Tools tools) {
    this.recipient = recipient;
    this.tools = tools;
    thread = Thread.ofVirtual().name("notices-" + recipient.name()).start(this::run);
  }

  /** What is to be sent now; a recipient that was edited is tried at once. */
  void offer(Recipient present, List<Notice> notices) {
    lock.lock();
    try {
      if (!present.equals(recipient)) {
        recipient = present;
        pause = FIRST_PAUSE;
        changed.signal();
      }
      if (!notices.equals(waiting)) {
        waiting = notices;
        done.retainAll(notices.stream().map(Notice::id).toList());
        changed.signal();
      }
    } finally {
      lock.unlock();
    }
  }

  void stop() {
    thread.interrupt();
  }

  private record Task(Recipient recipient, Notice notice) {}

  private void run() {
    try {
      while (true) {
        attempt(next());
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private Task next() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      Optional<Notice> notice = first();
      while (notice.isEmpty()) {
        changed.await();
        notice = first();
      }
      return new Task(recipient, notice.get());
    } finally {
      lock.unlock();
    }
  }

  private Optional<Notice> first() {
    return waiting.stream().filter(notice -> !done.contains(notice.id())).findFirst();
  }

  private void attempt(Task task) throws InterruptedException {
    try {
      Letter letter = tools.wrapping().of(task.notice());
      tools.sender().send(task.recipient().destination(), letter, LIMIT);
      settle(task, "", true);
    } catch (UndeliveredException failure) {
      boolean late = task.notice().at().plus(GIVEN_UP_AFTER).isBefore(tools.clock().instant());
      settle(task, String.valueOf(failure.getMessage()), late);
      rest(task.recipient());
    }
  }

  private void settle(Task task, String failure, boolean last) {
    lock.lock();
    try {
      if (last) {
        done.add(task.notice().id());
      }
      if (failure.isEmpty()) {
        pause = FIRST_PAUSE;
      }
    } finally {
      lock.unlock();
    }
    Instant now = tools.clock().instant();
    tools
        .outcome()
        .accept(new Delivery(task.notice().id(), task.recipient().name(), now, last, failure));
  }

  /** Waits longer after each failure; an edit of the recipient ends the wait. */
  private void rest(Recipient tried) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long nanos = pause.toNanos();
      while (nanos > 0 && recipient.equals(tried)) {
        nanos = changed.awaitNanos(nanos);
      }
      if (recipient.equals(tried)) {
        Duration longer = pause.multipliedBy(2);
        pause = longer.compareTo(LONGEST_PAUSE) < 0 ? longer : LONGEST_PAUSE;
      }
    } finally {
      lock.unlock();
    }
  }
}
