package org.greenwave.proving.peers;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A running program of somebody else, and each line that it said, with when it was heard. */
final class Tool implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration TO_END = Duration.ofSeconds(5);

  private record Line(long nanos, String text) {}

  private final String name;
  private final Process process;
  private final BlockingQueue<Line> lines = new LinkedBlockingQueue<>();

  private Tool(List<String> command, Process process) {
    this.name = String.join(" ", command);
    this.process = process;
    Thread.ofPlatform().daemon().name("lines").start(this::listen);
  }

  /** Starts it in a folder; it ends with this process. */
  static Tool start(Path folder, List<String> command) throws IOException {
    Process process =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
    Tool tool = new Tool(command, process);
    Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(tool::kill));
    return tool;
  }

  private void listen() {
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      String line = reader.readLine();
      while (line != null) {
        lines.add(new Line(System.nanoTime(), line));
        line = reader.readLine();
      }
    } catch (IOException ended) {
      lines.add(new Line(System.nanoTime(), "It ended: " + ended.getMessage()));
    }
  }

  /**
   * Waits for a line with some words in it, and forgets those before.
   *
   * @return when it was said, by the steady clock
   * @throws IOException when it is not said in time
   */
  long awaitWords(String words) throws IOException, InterruptedException {
    long until = System.nanoTime() + PATIENCE.toNanos();
    String last = "";
    while (true) {
      @Nullable Line line =
          lines.poll(Math.max(0, until - System.nanoTime()), TimeUnit.NANOSECONDS);
      if (line == null) {
        throw new IOException(
            "%s did not say \"%s\" in %d s; its last line: %s"
                .formatted(name, words, PATIENCE.toSeconds(), last));
      }
      last = line.text();
      if (last.contains(words)) {
        return line.nanos();
      }
    }
  }

  /** Kills it and all that it has started, and tells when that was. */
  long kill() {
    List<ProcessHandle> family = process.descendants().toList();
    long now = System.nanoTime();
    process.destroyForcibly();
    family.forEach(ProcessHandle::destroyForcibly);
    return now;
  }

  /** Asks it to end, and tells when that was. */
  long ask() {
    long now = System.nanoTime();
    process.destroy();
    return now;
  }

  @Override
  public void close() {
    ask();
    try {
      if (!process.waitFor(TO_END)) {
        kill();
      }
    } catch (InterruptedException _) {
      kill();
      Thread.currentThread().interrupt();
    }
  }
}
