package org.greenwave.server.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.greenwave.role.Progress.Condition.WORKING;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.Awaitility;
import org.greenwave.directory.failover.RoleReport.State;
import org.greenwave.directory.hosting.Watchdog;
import org.greenwave.role.Progress;
import org.greenwave.role.RoleContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server whose process stood still, with all that is in it, and goes on. */
class SleepingServerTest {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final Duration SLEEP = Duration.ofMillis(Watchdog.STALL_MILLIS + 1_000);
  @TempDir Path folder;

  @Test
  void aHealthyRoleIsKeptWhenTheProcessWakesUp() throws Exception {
    AtomicBoolean asleep = new AtomicBoolean();
    WilfulPlugin plugin = new WilfulPlugin("lamp", (context, _) -> sleeper(context, asleep));
    try (OneServer server = new OneServer(folder, plugin)) {
      server.create("lone", "lamp");
      awaitState(server, State.WARM);
      server.grant("lone");
      awaitState(server, State.ACTIVE);
      Awaitility.await().atMost(SOON).until(() -> works(server));
      asleep.set(true);
      standStill(server, SLEEP);
      Awaitility.await().during(Duration.ofSeconds(1)).atMost(SOON).until(() -> hosts(server));
      asleep.set(false);
      Awaitility.await().during(Duration.ofSeconds(1)).atMost(SOON).until(() -> hosts(server));
      assertThat(plugin.made()).hasSize(1);
      assertThat(server.broken()).isEmpty();
    }
  }

  /** The loop stands still; the role does by what it says. */
  private static void standStill(OneServer server, Duration time) {
    CountDownLatch woken = new CountDownLatch(1);
    server
        .settings()
        .loop()
        .post(() ->
            Awaitility.await()
                .pollDelay(time)
                .atMost(time.plus(SOON))
                .untilAsserted(woken::countDown));
    Awaitility.await().atMost(time.plus(SOON)).until(() -> woken.getCount() == 0);
  }

  private static boolean hosts(OneServer server) {
    return server.state("lone").equals(Optional.of(State.ACTIVE));
  }

  private static boolean works(OneServer server) {
    return server.hosts.progress("lone").filter(it -> it.condition() == WORKING).isPresent();
  }

  private static void awaitState(OneServer server, State state) {
    Awaitility.await().atMost(SOON).until(() -> server.state("lone").equals(Optional.of(state)));
  }

  private static WilfulRole sleeper(RoleContext context, AtomicBoolean asleep) {
    return new WilfulRole(context) {
      private Progress said = super.progress();

      @Override
      public Progress progress() {
        said = asleep.get() ? said : super.progress();
        return said;
      }
    };
  }
}
