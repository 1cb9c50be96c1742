package org.greenwave.tss.ready;

import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;

/** A timer whose threads have begun, for the reason of {@link WaitingThread}. */
public final class WaitingTimer {
  private WaitingTimer() {}

  /** One of them kept at hand; what was to be done later is forgotten when it is shut down. */
  public static Spare<ScheduledExecutorService> spare(int threads, ThreadFactory factory) {
    return new Spare<>(() -> begun(threads, factory), ScheduledExecutorService::shutdownNow);
  }

  private static ScheduledExecutorService begun(int threads, ThreadFactory factory) {
    ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(threads, factory);
    timer.setRemoveOnCancelPolicy(true);
    timer.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    timer.prestartAllCoreThreads();
    return timer;
  }
}
