package org.greenwave.server.logging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.AsyncAppender;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.util.ContextInitializer;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.ConsoleAppender;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.greenwave.server.codec.Json;
import org.greenwave.server.config.ConfigurationException;
import org.greenwave.server.config.LogSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The log as it is really written, to files and to standard error. */
class ServerLogTest {
  private static final long CAP_BYTES = 55_000;

  @TempDir Path folder;
  private final LoggerContext context = new LoggerContext();
  private final Logger log = context.getLogger("org.greenwave.Some");

  @BeforeEach
  void asSlf4jMakesIt() {
    context.setMDCAdapter(new LogbackMDCAdapter());
  }

  @AfterEach
  void close() {
    context.stop();
  }

  private Path file() {
    return folder.resolve("logs").resolve("alpha.log");
  }

  private void open(boolean json) throws ConfigurationException {
    ServerLog.open(context, new LogSettings(json, Optional.of(file()), CAP_BYTES));
  }

  private long bytes() throws IOException {
    try (Stream<Path> files = Files.list(file().getParent())) {
      return files.mapToLong(file -> file.toFile().length()).sum();
    }
  }

  private void drained() {
    Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    AsyncAppender files = (AsyncAppender) root.getAppender("files");
    await().until(() -> files.getNumberOfElementsInQueue() == 0);
  }

  private void written(int lines) {
    await().until(() -> Files.readAllLines(file()).size() == lines);
  }

  @Test
  void filesRotateAndAllTogetherStayBelowTheCap() throws Exception {
    open(false);
    for (int line = 0; line < 4_000; line++) {
      log.info("line {} {}", line, "x".repeat(150));
      if (line % 500 == 0) {
        drained();
        assertThat(bytes()).isLessThanOrEqualTo(CAP_BYTES);
      }
    }
    drained();
    log.info("the last word");
    await().until(() -> Files.readString(file()).endsWith("INFO  Some: the last word\n"));
    ServerLog.close(context);

    assertThat(bytes()).isBetween(CAP_BYTES / 2, CAP_BYTES);
    try (Stream<Path> files = Files.list(file().getParent())) {
      assertThat(files).hasSize(10);
    }
  }

  @Test
  void aRestartGoesOnWithTheSameFiles() throws Exception {
    open(false);
    log.info("before");
    written(1);
    ServerLog.close(context);
    context.start();
    open(false);
    log.info("after");
    written(2);
    ServerLog.close(context);
    List<String> lines = Files.readAllLines(file());
    assertThat(lines).hasSize(2);
    assertThat(lines.getFirst())
        .matches("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d\\.\\d{3} INFO .*");
  }

  @Test
  void aLineOfJsonIsOneObjectWhateverIsSaid() throws Exception {
    open(true);
    String said = "two\nlines, \"quoted\", half a \ud800 character";
    log.warn(said, new IllegalStateException("why"));
    written(1);
    ServerLog.close(context);
    List<String> lines = Files.readAllLines(file());
    assertThat(lines).hasSize(1);
    JsonNode line = Json.mapping().readTree(lines.getFirst());
    assertThat(line.path("time").asString()).matches("\\d{4}-\\d\\d-\\d\\dT.*\\.\\d{3}Z");
    assertThat(line.path("level").asString()).isEqualTo("WARN");
    assertThat(line.path("logger").asString()).isEqualTo("org.greenwave.Some");
    assertThat(line.path("message").asString()).isEqualTo(said.replace('\ud800', '?'));
    assertThat(line.path("stack").asString()).contains("IllegalStateException: why");
  }

  @Test
  void standardErrorKeepsItsTextUnlessJsonIsAskedFor() throws Exception {
    assertThat(onStandardError(false)).matches("\\d\\d:\\d\\d:\\d\\d\\.\\d{3} INFO  Some: said\n");
    assertThat(onStandardError(true)).startsWith("{\"time\":").endsWith("}\n");
  }

  private String onStandardError(boolean json) throws Exception {
    context.reset();
    new ContextInitializer(context).autoConfig();
    ServerLog.open(context, new LogSettings(json, Optional.empty(), CAP_BYTES));
    ByteArrayOutputStream written = new ByteArrayOutputStream();
    console().setOutputStream(written);
    log.info("said");
    await().until(() -> written.toString(StandardCharsets.UTF_8).endsWith("\n"));
    return written.toString(StandardCharsets.UTF_8);
  }

  private ConsoleAppender<ILoggingEvent> console() {
    Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    AsyncAppender queue = (AsyncAppender) root.getAppender("console");
    return (ConsoleAppender<ILoggingEvent>) queue.getAppender("console");
  }

  @Test
  void aTerminalThatIsHeldHoldsUpNobody() throws Exception {
    context.reset();
    new ContextInitializer(context).autoConfig();
    ServerLog.open(context, new LogSettings(false, Optional.empty(), CAP_BYTES));
    CountDownLatch released = new CountDownLatch(1);
    console().setOutputStream(new Held(released));
    Thread logging =
        Thread.ofPlatform()
            .daemon()
            .start(() -> {
              for (int line = 0; line < 5_000; line++) {
                log.error("line {}", line);
              }
            });
    assertThat(logging.join(Duration.ofSeconds(10))).isTrue();
    long began = System.nanoTime();
    ServerLog.close(context);
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(5));
    released.countDown();
  }

  /** Takes nothing until it is released. */
  private static final class Held extends OutputStream {
    private final CountDownLatch released;

    Held(CountDownLatch released) {
      this.released = released;
    }

    @Override
    public void write(int said) throws IOException {
      try {
        released.await();
      } catch (InterruptedException e) {
        throw new IOException(e);
      }
    }
  }

  @Test
  void aFolderThatCannotBeMadeIsRefusedWithASentence() throws Exception {
    Path taken = Files.writeString(folder.resolve("logs"), "a file");
    assertThatThrownBy(() -> open(false))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(taken.toString())
        .hasMessageEndingWith(" may write to.");
  }
}
