package org.greenwave.server.notice;

import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;
import org.greenwave.directory.notice.Destination;

/** Sends one letter, within a bounded time whatever the receiver does. */
final class Sender {
  private final Webhooks webhooks;
  private final Mails mails = new Mails();

  Sender(InstantSource clock) {
    webhooks = new Webhooks(clock);
  }

  /**
   * Sends a letter; returns when it has arrived.
   *
   * @param limit however slowly the receiver answers piece by piece
   * @throws UndeliveredException when it has not
   * @throws InterruptedException when the caller is to stop
   */
  void send(Destination destination, Letter letter, Duration limit)
      throws UndeliveredException, InterruptedException {
    AtomicReference<String> failure = new AtomicReference<>("It was broken off.");
    Thread attempt =
        Thread.ofVirtual().name("notice").start(() -> failure.set(tried(destination, letter)));
    try {
      if (!attempt.join(limit)) {
        throw new UndeliveredException(
            "The receiver was not done within %d s.".formatted(limit.toSeconds()));
      }
    } finally {
      // A virtual thread that waits for a socket wakes up and closes it.
      attempt.interrupt();
    }
    if (!failure.get().isEmpty()) {
      throw new UndeliveredException(failure.get());
    }
  }

  /** Why it has not arrived; empty when it has. */
  private String tried(Destination destination, Letter letter) {
    try {
      switch (destination) {
        case Destination.Webhook webhook -> webhooks.send(webhook, letter);
        case Destination.Email email -> mails.send(email, letter);
      }
      return "";
    } catch (UndeliveredException failure) {
      return String.valueOf(failure.getMessage());
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return "It was broken off.";
    } catch (RuntimeException failure) {
      return "It cannot be sent like this: " + failure.getMessage();
    }
  }
}
