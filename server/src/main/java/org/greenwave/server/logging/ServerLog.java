package org.greenwave.server.logging;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.encoder.EncoderBase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.greenwave.server.config.ConfigurationException;
import org.greenwave.server.config.LogSettings;

/** Sets the log up as a server's configuration says; until then it is text on standard error. */
public final class ServerLog {
  /** As on standard error, with the date: files are read days later. */
  private static final String TEXT =
      "%d{yyyy-MM-dd HH:mm:ss.SSS} %-5level %logger{0}: %msg%n%ex{6}";

  private static final String CONSOLE = "console";

  /** Longer than what is on its way is given to be written. */
  private static final Duration CLOSE_LIMIT = Duration.ofMillis(500);

  private ServerLog() {}

  /**
   * Sets the log up.
   *
   * @throws ConfigurationException when the log file cannot be written
   */
  public static void open(LoggerContext context, LogSettings settings)
      throws ConfigurationException {
    Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    if (root.getAppender(CONSOLE) instanceof ConsoleAppender<ILoggingEvent> console) {
      if (settings.json()) {
        console.setEncoder(started(context, new JsonLines()));
      }
      root.detachAppender(console);
      root.addAppender(Queued.before(console, context, CONSOLE));
    }
    if (settings.file().isPresent()) {
      Path file = writable(settings.file().get().toAbsolutePath());
      Encoder<ILoggingEvent> lines = started(context, settings.json() ? new JsonLines() : text());
      root.addAppender(LogFiles.at(context, file, settings.capBytes(), lines));
    }
  }

  private static EncoderBase<ILoggingEvent> text() {
    PatternLayoutEncoder text = new PatternLayoutEncoder();
    text.setPattern(TEXT);
    return text;
  }

  private static Encoder<ILoggingEvent> started(
      LoggerContext context, EncoderBase<ILoggingEvent> encoder) {
    encoder.setContext(context);
    encoder.start();
    return encoder;
  }

  /** A file that could be written but not renamed would grow for ever; so the folder counts. */
  private static Path writable(Path file) throws ConfigurationException {
    Path folder = file.getParent();
    try {
      if (folder != null) {
        Files.createDirectories(folder);
      }
    } catch (IOException _) {
      // Said below.
    }
    if (folder == null
        || !Files.isDirectory(folder)
        || !Files.isWritable(folder)
        || Files.isDirectory(file)) {
      throw new ConfigurationException(
          "The log file %s cannot be written; give log-file a path in a folder that this account"
                  .formatted(file)
              + " may write to.");
    }
    return file;
  }

  /** Writes out what is still on its way, and ends the log; a disk that hangs is not waited for. */
  public static void close(LoggerContext context) {
    Thread closing = Thread.ofPlatform().daemon().name("log-end").start(context::stop);
    try {
      closing.join(CLOSE_LIMIT);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
