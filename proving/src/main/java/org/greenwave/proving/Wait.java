package org.greenwave.proving;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;

/** Waits for what should happen, with an end. */
public final class Wait {
  private static final long PACE_NANOS = 20_000_000;
  private static final Duration SILENCE = Duration.ofSeconds(2);

  private Wait() {}

  /** Something that can be asked again and again. Whatever it throws means: not yet. */
  @FunctionalInterface
  public interface Question extends Callable<Boolean> {}

  /** Whether it came true in time. */
  public static boolean until(Duration atMost, Question question) {
    long began = System.nanoTime();
    while (System.nanoTime() - began < atMost.toNanos()) {
      if (ask(question).orElse(false)) {
        return true;
      }
      LockSupport.parkNanos(PACE_NANOS);
    }
    return ask(question).orElse(false);
  }

  /**
   * Returns once it has come true.
   *
   * @throws AssertionError with the sentence, when it did not in time
   */
  public static void demand(Duration atMost, String sentence, Question question) {
    if (!until(atMost, question)) {
      throw new AssertionError(sentence + " did not happen within " + atMost.toSeconds() + " s");
    }
  }

  /** Lets what was done have its effect for a while. */
  public static void out(Duration time) {
    until(time, () -> false);
  }

  /**
   * Whether it stayed true all the time, by answers that came all the time, and at the end too. A
   * single question may fail, as its connection may break; a longer silence is no answer.
   */
  public static boolean throughout(Duration time, Question question) {
    return throughout(time, SILENCE, question);
  }

  /** Likewise, where no silence is longer than this. */
  static boolean throughout(Duration time, Duration silence, Question question) {
    long began = System.nanoTime();
    long answered = began;
    while (true) {
      boolean over = System.nanoTime() - began >= time.toNanos();
      Optional<Boolean> answer = ask(question);
      if (answer.isPresent()) {
        answered = System.nanoTime();
      }
      boolean tooLong = System.nanoTime() - answered > silence.toNanos();
      if (tooLong || !answer.orElse(true) || (over && answer.isPresent())) {
        return !tooLong && answer.orElse(false);
      }
      LockSupport.parkNanos(PACE_NANOS);
    }
  }

  private static Optional<Boolean> ask(Question question) {
    try {
      return Optional.of(question.call());
    } catch (Exception notYet) {
      return Optional.empty();
    }
  }
}
