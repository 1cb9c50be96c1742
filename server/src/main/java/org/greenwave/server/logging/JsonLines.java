package org.greenwave.server.logging;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.encoder.EncoderBase;
import java.nio.charset.StandardCharsets;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Locale;
import org.greenwave.server.codec.Json;
import tools.jackson.databind.node.ObjectNode;

/** A line of the log as one JSON object: time, level, logger, thread, message, perhaps a stack. */
final class JsonLines extends EncoderBase<ILoggingEvent> {
  private static final int LONGEST_TEXT = 16_000;
  private static final DateTimeFormatter MILLIS =
      new DateTimeFormatterBuilder().appendInstant(3).toFormatter(Locale.ROOT);

  @Override
  public byte[] headerBytes() {
    return new byte[0];
  }

  @Override
  public byte[] encode(ILoggingEvent event) {
    ObjectNode line = Json.mapping().createObjectNode();
    line.put("time", MILLIS.format(event.getInstant()));
    line.put("level", event.getLevel().toString());
    line.put("logger", event.getLoggerName());
    line.put("thread", event.getThreadName());
    line.put("message", cut(event.getFormattedMessage()));
    IThrowableProxy thrown = event.getThrowableProxy();
    if (thrown != null) {
      line.put("stack", cut(ThrowableProxyUtil.asString(thrown)));
    }
    // By way of a string: half a character, as a plug-in may say it, must not spoil the line.
    return (Json.mapping().writeValueAsString(line) + "\n").getBytes(StandardCharsets.UTF_8);
  }

  private static String cut(String text) {
    return text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT) + "…";
  }

  @Override
  public byte[] footerBytes() {
    return new byte[0];
  }
}
