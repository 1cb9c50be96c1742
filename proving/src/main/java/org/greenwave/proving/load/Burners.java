package org.greenwave.proving.load;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Processes that use a processor up, and do nothing else. */
final class Burners implements AutoCloseable {
  private static final String BURN = "while :; do :; done";

  private final List<Process> processes = new CopyOnWriteArrayList<>();

  private Burners() {}

  /** So many on whatever processor is free. */
  static Burners anywhere(int count) throws IOException {
    return start(count, List.of("sh", "-c", BURN));
  }

  /** So many on one processor, numbered from 0. */
  static Burners on(int processor, int count) throws IOException {
    return start(count, List.of("taskset", "-c", String.valueOf(processor), "sh", "-c", BURN));
  }

  private static Burners start(int count, List<String> command) throws IOException {
    Burners burners = new Burners();
    // They would burn on for ever when the trial itself is ended.
    Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(burners::close));
    for (int at = 0; at < count; at++) {
      burners.processes.add(new ProcessBuilder(command).start());
    }
    return burners;
  }

  /** Puts a process, with all its threads, on one processor. */
  static void pin(ProcessHandle process, String processors)
      throws IOException, InterruptedException {
    int ended =
        new ProcessBuilder("taskset", "-acp", processors, String.valueOf(process.pid()))
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start()
            .waitFor();
    if (ended != 0) {
      throw new IOException("taskset cannot pin process " + process.pid());
    }
  }

  /** How many they are. */
  String sentence() {
    return processes.size() + " processes";
  }

  /** Whether none of them has ended. */
  boolean allRun() {
    return processes.stream().allMatch(Process::isAlive);
  }

  @Override
  public void close() {
    processes.forEach(Process::destroyForcibly);
  }
}
