package org.greenwave.database.embedded;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Short commands of the operating system, each bounded in time and in what it may say. */
final class Commands {
  private static final int MOST_OUTPUT = 4_000;

  private Commands() {}

  /**
   * Runs a command to its end.
   *
   * @return what it printed, when it failed; empty when it succeeded
   */
  static String failureOf(List<String> command, long timeoutSeconds) throws IOException {
    Path output = Files.createTempFile("greenwave", ".out");
    try {
      Process process = prepare(command).redirectOutput(output.toFile()).start();
      if (!ended(process, timeoutSeconds)) {
        process.destroyForcibly();
        return "it did not end within " + timeoutSeconds + " s";
      }
      return process.exitValue() == 0 ? "" : said(output, process.exitValue());
    } finally {
      Files.deleteIfExists(output);
    }
  }

  /** A command with a small, fixed environment and no input. */
  static ProcessBuilder prepare(List<String> command) {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    String path = System.getenv("PATH");
    builder.environment().clear();
    builder.environment().put("PATH", path == null ? "/usr/bin:/bin" : path);
    builder.environment().put("LC_ALL", "C");
    builder.environment().put("TZ", "UTC");
    return builder.redirectInput(Path.of("/dev/null").toFile());
  }

  /** Sends a signal; a process that is already gone is no failure. */
  static void signal(String signal, long pid) throws IOException {
    failureOf(List.of("/bin/sh", "-c", "kill -" + signal + " " + pid), 10);
  }

  /** Makes what was written under a folder survive a power failure, if the system can. */
  static void flush(Path folder) throws IOException {
    failureOf(List.of("/bin/sh", "-c", "sync -f \"$0\" || sync", folder.toString()), 120);
  }

  private static boolean ended(Process process, long timeoutSeconds) throws IOException {
    try {
      return process.waitFor(timeoutSeconds, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("Interrupted while a command ran");
    }
  }

  private static String said(Path output, int status) throws IOException {
    String text = new String(Files.readAllBytes(output), StandardCharsets.UTF_8);
    String end = text.strip();
    if (end.length() > MOST_OUTPUT) {
      end = end.substring(end.length() - MOST_OUTPUT);
    }
    return end.isEmpty() ? "exit status " + status : end;
  }
}
