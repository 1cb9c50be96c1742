package org.greenwave.proving.failover;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import org.greenwave.proving.Wait;

/**
 * The machine's processors, which servers and reference share here. A server that was started a
 * moment ago is still being compiled on them, and would make every other server look slow.
 */
final class Processors {
  private static final Duration LOOK = Duration.ofSeconds(1);
  private static final double RESTING = 0.4;
  private static final int MOST_LOOKS = 20;

  /** Fields of the line {@code cpu} of /proc/stat, proc(5): idle and iowait. */
  private static final int IDLE = 4;

  private static final int WAITING = 5;

  private Processors() {}

  /** Time since the machine was started, in ticks, all and idle. */
  private record Ticks(long all, long idle) {
    static Ticks now() throws IOException {
      String[] fields = Files.readAllLines(Path.of("/proc/stat")).getFirst().split(" +");
      long all = Arrays.stream(fields).skip(1).limit(8).mapToLong(Long::parseLong).sum();
      return new Ticks(all, Long.parseLong(fields[IDLE]) + Long.parseLong(fields[WAITING]));
    }

    double busySince(Ticks before) {
      long passed = Math.max(1, all - before.all);
      return 1 - (double) (idle - before.idle) / passed;
    }
  }

  /** Waits until they have been mostly idle for a second, at most 20 s. */
  static void awaitRest() throws IOException, InterruptedException {
    double busy = 1;
    for (int look = 0; look < MOST_LOOKS && busy > RESTING; look++) {
      Ticks before = Ticks.now();
      Wait.out(LOOK);
      busy = Ticks.now().busySince(before);
    }
  }
}
