package org.greenwave.server.logging;

import ch.qos.logback.classic.AsyncAppender;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.rolling.FixedWindowRollingPolicy;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.SizeBasedTriggeringPolicy;
import ch.qos.logback.core.util.Duration;
import ch.qos.logback.core.util.FileSize;
import java.nio.file.Path;

/**
 * Log files that never take more than their cap: the one that is written, and older ones beside it
 * with numbers, 1 the newest.
 */
final class LogFiles {
  /** How many older files are kept. */
  private static final int OLDER = 9;

  /** The cap in files; one more than there are, as each may pass its size by its last line. */
  private static final int SHARES = OLDER + 2;

  private LogFiles() {}

  /** Files that take what is logged. */
  static AsyncAppender at(
      LoggerContext context, Path file, long capBytes, Encoder<ILoggingEvent> encoder) {
    RollingFileAppender<ILoggingEvent> files = new RollingFileAppender<>();
    files.setContext(context);
    files.setFile(file.toString());
    files.setEncoder(encoder);
    files.setRollingPolicy(numbers(context, file, files));
    files.setTriggeringPolicy(size(context, capBytes / SHARES));
    files.start();
    return Queued.before(files, context, "files");
  }

  private static FixedWindowRollingPolicy numbers(
      LoggerContext context, Path file, RollingFileAppender<ILoggingEvent> files) {
    FixedWindowRollingPolicy numbers = new FixedWindowRollingPolicy();
    numbers.setContext(context);
    numbers.setParent(files);
    numbers.setFileNamePattern(file.toString().replace("%", "\\%") + ".%i");
    numbers.setMinIndex(1);
    numbers.setMaxIndex(OLDER);
    numbers.start();
    return numbers;
  }

  private static SizeBasedTriggeringPolicy<ILoggingEvent> size(LoggerContext context, long bytes) {
    SizeBasedTriggeringPolicy<ILoggingEvent> size = new SizeBasedTriggeringPolicy<>();
    size.setContext(context);
    size.setMaxFileSize(new FileSize(bytes));
    // Looked at before each line: a flood must not pass the cap between two looks.
    size.setCheckIncrement(Duration.buildByMilliseconds(0));
    size.start();
    return size;
  }
}
