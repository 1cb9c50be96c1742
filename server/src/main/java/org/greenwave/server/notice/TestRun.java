package org.greenwave.server.notice;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.TreeSet;
import java.util.concurrent.Semaphore;
import org.greenwave.directory.failover.Finding.Severity;
import org.greenwave.directory.notice.Delivery;
import org.greenwave.directory.notice.Notice;
import org.greenwave.directory.notice.NoticeKind;
import org.greenwave.directory.notice.Phase;
import org.greenwave.directory.notice.Recipient;
import org.greenwave.directory.notice.Telling;

/** Sends a recipient a test, while the person who asked for it waits. */
final class TestRun {
  private static final int AT_ONCE = 4;

  /** Shorter than consoles and command lines wait. */
  private static final Duration LIMIT = Duration.ofSeconds(12);

  private final Semaphore places = new Semaphore(AT_ONCE);
  private final Sender sender;
  private final Round.Wrapping wrapping;
  private final InstantSource clock;

  TestRun(Sender sender, Round.Wrapping wrapping, InstantSource clock) {
    this.sender = sender;
    this.wrapping = wrapping;
    this.clock = clock;
  }

  Delivery of(Recipient recipient) {
    Instant at = clock.instant();
    Telling telling =
        new Telling(
            NoticeKind.TEST,
            Phase.HAPPENED,
            Severity.INFO,
            "recipient " + recipient.name(),
            "This is a test: notices reach " + recipient.name() + ".",
            "");
    String id = "test-" + Long.toHexString(at.toEpochMilli());
    Notice notice = new Notice(id, at, telling, new TreeSet<>());
    return new Delivery(id, recipient.name(), at, true, failure(recipient, notice));
  }

  private String failure(Recipient recipient, Notice notice) {
    if (!places.tryAcquire()) {
      return "Several tests are being sent just now; try again in a moment.";
    }
    try {
      sender.send(recipient.destination(), wrapping.of(notice), LIMIT);
      return "";
    } catch (UndeliveredException failure) {
      return String.valueOf(failure.getMessage());
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return "It was broken off.";
    } finally {
      places.release();
    }
  }
}
