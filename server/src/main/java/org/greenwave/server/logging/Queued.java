package org.greenwave.server.logging;

import ch.qos.logback.classic.AsyncAppender;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;

/**
 * A queue before where lines go. A slow or full disk, a pipe that nobody reads, a terminal that is
 * held: none holds up who logs, which may be the thread that keeps leases. Lines are left out then.
 */
final class Queued {
  private static final int LINES = 1_024;
  private static final int FLUSH_MILLIS = 200;

  private Queued() {}

  static AsyncAppender before(
      Appender<ILoggingEvent> appender, LoggerContext context, String name) {
    AsyncAppender queue = new AsyncAppender();
    queue.setContext(context);
    queue.setName(name);
    queue.setQueueSize(LINES);
    queue.setDiscardingThreshold(0);
    queue.setNeverBlock(true);
    queue.setMaxFlushTime(FLUSH_MILLIS);
    queue.addFilter(new EngineNotReady());
    queue.addAppender(appender);
    queue.start();
    return queue;
  }
}
