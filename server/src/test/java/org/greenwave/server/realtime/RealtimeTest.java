package org.greenwave.server.realtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.greenwave.server.core.Loop;
import org.junit.jupiter.api.Test;

/** Real-time priority, as the kernel sees it. */
class RealtimeTest {
  /** Of the fields that follow the name in a thread's stat. */
  private static final int POLICY = 41 - 3;

  private static final String FIFO = "1";
  private static final String ORDINARY = "0";

  /** What a loop says, and the policy that the kernel has for its thread. */
  private record Seen(Realtime said, String policy) {}

  private static Seen seen(boolean urgent) throws Exception {
    CompletableFuture<Seen> seen = new CompletableFuture<>();
    try (Loop loop = new Loop(seen::completeExceptionally, urgent)) {
      loop.open();
      loop.post(() -> seen.complete(new Seen(loop.realtime(), policy())));
      return seen.get(10, TimeUnit.SECONDS);
    }
  }

  private static String policy() {
    try {
      String stat = Files.readString(Path.of("/proc/thread-self/stat"));
      return stat.substring(stat.lastIndexOf(')') + 2).split(" ")[POLICY];
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  @Test
  void whatIsSaidIsWhatTheKernelDoes() throws Exception {
    Seen seen = seen(true);
    assertThat(seen.said()).isIn(Realtime.IN_FORCE, Realtime.DENIED);
    assertThat(seen.policy()).isEqualTo(seen.said() == Realtime.IN_FORCE ? FIFO : ORDINARY);
  }

  @Test
  void threadsThatCarryBeatsHaveItToo() throws Exception {
    Realtime loop = seen(true).said();
    CompletableFuture<Seen> carrier = new CompletableFuture<>();
    Realtime.start(
        "carrier",
        () ->
            carrier.complete(
                new Seen(
                    Thread.currentThread().isVirtual() ? Realtime.DENIED : Realtime.IN_FORCE,
                    policy())));
    String policy = loop == Realtime.IN_FORCE ? FIFO : ORDINARY;
    assertThat(carrier.get(10, TimeUnit.SECONDS)).isEqualTo(new Seen(loop, policy));
  }

  @Test
  void switchedOffItIsNotAskedFor() throws Exception {
    assertThat(seen(false)).isEqualTo(new Seen(Realtime.OFF, ORDINARY));
  }
}
