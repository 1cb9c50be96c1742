package org.greenwave.server.host;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Calls of a plug-in for which a request or a start waits. Each has a platform thread of its own
 * and a limit in time: on a virtual thread, a call that spins would keep a carrier, and two of them
 * would silence a server with two cores.
 */
public final class Shelter {
  private static final ExecutorService THREADS =
      Executors.newCachedThreadPool(Thread.ofPlatform().daemon().name("plug-in-", 0).factory());

  private static final long LOOK_MILLIS = 500;

  private final Semaphore places;
  private final int most;
  private final ExecutorService threads;

  /**
   * A shelter without calls.
   *
   * @param most how many calls may run at once, those that hang included
   */
  Shelter(int most) {
    this(most, THREADS);
  }

  /** One whose calls get their threads elsewhere. */
  Shelter(int most, ExecutorService threads) {
    this.most = most;
    this.threads = threads;
    this.places = new Semaphore(most);
  }

  /**
   * Calls, and waits for the end of the call at most so long. Then it is interrupted and left
   * alone; its place is free when it ends.
   */
  public <T> T call(Duration limit, Callable<T> call) throws PluginException {
    return ended(begun(call), limit, limit);
  }

  private <T> Future<T> begun(Callable<T> call) throws PluginException {
    if (!places.tryAcquire()) {
      throw PluginException.busy(most);
    }
    try {
      return threads.submit(() -> {
        try {
          return call.call();
        } finally {
          places.release();
        }
      });
    } catch (RuntimeException | Error none) {
      places.release();
      throw new PluginException("could not be called (" + PlainWords.typed(none) + ")", none);
    }
  }

  /**
   * Lets a role write, to a reader who may be slow.
   *
   * @param limit for how long the role may write nothing
   */
  void write(Duration limit, AnswerStream out, Callable<Boolean> writer) throws PluginException {
    Future<Boolean> called = begun(writer);
    boolean over = over(called);
    while (!over && out.idleMillis() < limit.toMillis()) {
      over = over(called);
    }
    ended(called, over ? limit : Duration.ZERO, limit);
  }

  /** Whether a call is over, after waiting for that a little. */
  private static boolean over(Future<Boolean> called) {
    try {
      return called.get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
    } catch (TimeoutException _) {
      return false;
    } catch (ExecutionException _) {
      return true;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  private static <T> T ended(Future<T> called, Duration wait, Duration limit)
      throws PluginException {
    try {
      return called.get(wait.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException _) {
      called.cancel(true);
      throw new PluginException("has not returned for %d s".formatted(limit.toSeconds()));
    } catch (ExecutionException failure) {
      Throwable cause = failure.getCause();
      throw new PluginException("failed (" + PlainWords.typed(cause) + ")", cause);
    } catch (InterruptedException interrupted) {
      called.cancel(true);
      Thread.currentThread().interrupt();
      throw new PluginException("was interrupted", interrupted);
    }
  }
}
