package org.greenwave.server.logging;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.core.filter.Filter;
import ch.qos.logback.core.spi.FilterReply;
import org.apache.ratis.protocol.exceptions.ServerNotReadyException;

/**
 * Keeps it out of the log that the consensus engine was sent entries while it closed or had not
 * begun: others cannot know that, and to whoever stops a server it looks like an error.
 */
final class EngineNotReady extends Filter<ILoggingEvent> {
  @Override
  public FilterReply decide(ILoggingEvent event) {
    IThrowableProxy thrown = event.getThrowableProxy();
    boolean told =
        thrown != null && thrown.getClassName().equals(ServerNotReadyException.class.getName());
    return told ? FilterReply.DENY : FilterReply.NEUTRAL;
  }
}
