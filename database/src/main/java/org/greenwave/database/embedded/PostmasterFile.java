package org.greenwave.database.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What PostgreSQL writes about itself into {@code postmaster.pid}. It outlives a crash, so a
 * process number alone proves nothing: {@link #alive} asks the system what that process is.
 *
 * @param data the data folder that the file lies in
 * @param pid line 1
 * @param port line 4; 0 while it is not yet written
 * @param status line 8: starting, stopping, ready or standby; empty while it is not yet written
 */
record PostmasterFile(Path data, long pid, int port, String status) {
  private static final int MOST_BYTES = 8_192;
  private static final int PORT_LINE = 3;
  private static final int STATUS_LINE = 7;

  static Optional<PostmasterFile> read(Path data) throws IOException {
    try {
      byte[] bytes = Files.readAllBytes(data.resolve("postmaster.pid"));
      if (bytes.length == 0 || bytes.length > MOST_BYTES) {
        return Optional.empty();
      }
      List<String> lines = new String(bytes, StandardCharsets.UTF_8).lines().toList();
      return Optional.of(
          new PostmasterFile(
              data,
              Long.parseLong(lines.getFirst().strip()),
              Integer.parseInt(line(lines, PORT_LINE, "0")),
              line(lines, STATUS_LINE, "")));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  boolean ready() {
    return status.equals("ready");
  }

  boolean stopping() {
    return status.equals("stopping");
  }

  /** Whether that process runs and is a PostgreSQL of this very data folder. */
  boolean alive() {
    return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent() && servesThisFolder();
  }

  /**
   * Removes the file if its number now belongs to a stranger, which PostgreSQL would take for a
   * running one. Otherwise the file stays: PostgreSQL checks more by it than we can. Only to be
   * called when no process is left in the folder.
   */
  void removeIfNumberIsReused() throws IOException {
    if (!alive() && ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent()) {
      Files.deleteIfExists(data.resolve("postmaster.pid"));
    }
  }

  /**
   * The processes that still work in a data folder: sessions outlive a killed postmaster for a
   * moment, and no second one may start before they are gone.
   */
  static List<ProcessHandle> leftIn(Path data) throws IOException {
    Path real = data.toRealPath();
    try (Stream<ProcessHandle> processes = ProcessHandle.allProcesses()) {
      return processes.filter(process -> worksIn(process.pid(), real)).toList();
    }
  }

  private boolean servesThisFolder() {
    try {
      byte[] command = Files.readAllBytes(Path.of("/proc", Long.toString(pid), "cmdline"));
      List<String> words = List.of(new String(command, StandardCharsets.UTF_8).split("\0"));
      return words.getFirst().endsWith("postgres") && words.contains(data.toString());
    } catch (IOException e) {
      return false;
    }
  }

  private static boolean worksIn(long pid, Path real) {
    try {
      return Files.readSymbolicLink(Path.of("/proc", Long.toString(pid), "cwd")).equals(real);
    } catch (IOException | SecurityException e) {
      return false;
    }
  }

  private static String line(List<String> lines, int index, String otherwise) {
    String line = index < lines.size() ? lines.get(index).strip() : "";
    return line.isEmpty() ? otherwise : line;
  }
}
