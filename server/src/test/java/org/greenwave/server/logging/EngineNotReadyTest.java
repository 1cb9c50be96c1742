package org.greenwave.server.logging;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import org.apache.ratis.protocol.exceptions.ServerNotReadyException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A server that is stopped writes no errors about that into its log. */
class EngineNotReadyTest {
  private final LoggerContext context = new LoggerContext();

  @AfterEach
  void close() {
    context.stop();
  }

  @Test
  void whatTheEngineIsSentWhileItClosesIsNoError() {
    context.setMDCAdapter(new LogbackMDCAdapter());
    Logger engine = context.getLogger("org.apache.ratis.server.RaftServer$Division");
    ListAppender<ILoggingEvent> written = new ListAppender<>();
    written.start();
    engine.addAppender(Queued.before(written, context, "lines"));
    engine.error("{}: Failed {}", "alpha", "entries", new ServerNotReadyException("CLOSING"));
    engine.error("Failed", new ServerNotReadyException("CLOSING"));
    engine.error("{}: Failed {}", "alpha", "entries", new IOException("the disk"));
    engine.error("Failed to sync");
    context.stop();
    assertThat(written.list)
        .extracting(ILoggingEvent::getFormattedMessage)
        .containsExactly("alpha: Failed entries", "Failed to sync");
  }
}
