package org.greenwave.cli.doctor;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The process of a server, found by the lock that it holds on its folder. */
final class ServerProcess {
  private static final Path LOCKS = Path.of("/proc/locks");
  private static final int LIMIT_SECONDS = 15;
  private static final int PID = 4;
  private static final int INODE = 5;

  private ServerProcess() {}

  /** Who holds a lock file; empty when nobody does, or this system does not tell. */
  static Optional<Long> of(Path lock) {
    try {
      String inode = ":" + Files.getAttribute(lock, "unix:ino");
      return Files.readAllLines(LOCKS).stream()
          .map(line -> List.of(line.strip().split("\\s+")))
          .filter(words -> words.size() > INODE && words.get(INODE).endsWith(inode))
          .map(words -> Long.valueOf(words.get(PID)))
          .findFirst();
    } catch (IOException | UnsupportedOperationException | NumberFormatException _) {
      return Optional.empty();
    }
  }

  /** What all threads of a JVM are doing, as the JDK's own tool tells. */
  static String threads(long pid) throws IOException {
    Path out = Files.createTempFile("greenwave-threads", ".txt");
    try {
      Path tool = Path.of(System.getProperty("java.home"), "bin", "jcmd");
      Process asked =
          new ProcessBuilder(tool.toString(), Long.toString(pid), "Thread.print", "-l")
              .redirectErrorStream(true)
              .redirectOutput(out.toFile())
              .start();
      if (!asked.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
        asked.destroyForcibly();
        throw new IOException("process " + pid + " did not answer; is it frozen?");
      }
      String said = Files.readString(out, StandardCharsets.UTF_8);
      if (asked.exitValue() != 0) {
        throw new IOException(
            "process %d did not tell; run this as root or as its user".formatted(pid));
      }
      return said;
    } catch (InterruptedException failure) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", failure);
    } finally {
      Files.deleteIfExists(out);
    }
  }
}
