package org.greenwave.proving.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** What can be done to a process, and what the kernel says of it. */
public final class Signals {
  private Signals() {}

  /** Ends processes at once, all by one command, with everything they started. */
  public static void kill(ProcessHandle... processes) throws IOException, InterruptedException {
    signal(
        "KILL",
        Stream.of(processes)
            .flatMap(it -> Stream.concat(it.descendants(), Stream.of(it)))
            .map(ProcessHandle::pid)
            .toList());
  }

  /** Asks processes to end. */
  public static void stop(ProcessHandle... processes) throws IOException, InterruptedException {
    signal("TERM", Stream.of(processes).map(ProcessHandle::pid).toList());
  }

  /** Stops processes in their tracks. They keep memory, connections, and beliefs. */
  public static void freeze(ProcessHandle... processes) throws IOException, InterruptedException {
    signal("STOP", Stream.of(processes).map(ProcessHandle::pid).toList());
  }

  /** Lets frozen processes go on as if nothing had happened. */
  public static void thaw(ProcessHandle... processes) throws IOException, InterruptedException {
    signal("CONT", Stream.of(processes).map(ProcessHandle::pid).toList());
  }

  /** The most memory that a process ever had resident, in bytes. */
  public static long peakBytes(ProcessHandle process) throws IOException {
    return status(process, "VmHWM:");
  }

  /** Lets the most memory that a process ever had resident begin anew. */
  public static void forgetPeak(ProcessHandle process) throws IOException {
    Files.writeString(Path.of("/proc", String.valueOf(process.pid()), "clear_refs"), "5");
  }

  private static long status(ProcessHandle process, String field) throws IOException {
    Path file = Path.of("/proc", String.valueOf(process.pid()), "status");
    try (Stream<String> lines = Files.lines(file)) {
      String line = lines.filter(it -> it.startsWith(field)).findFirst().orElseThrow();
      return 1024 * Long.parseLong(line.replaceAll("\\D", ""));
    }
  }

  private static void signal(String name, List<Long> pids)
      throws IOException, InterruptedException {
    if (pids.isEmpty()) {
      return;
    }
    String[] words =
        Stream.concat(Stream.of("kill", "-" + name), pids.stream().map(String::valueOf))
            .toArray(String[]::new);
    Process kill =
        new ProcessBuilder(words)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD) // one may have ended by itself
            .start();
    if (!kill.waitFor(10, TimeUnit.SECONDS)) {
      throw new IOException("kill -" + name + " did not end");
    }
  }
}
