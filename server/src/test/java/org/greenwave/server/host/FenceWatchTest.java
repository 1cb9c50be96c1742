package org.greenwave.server.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.greenwave.database.Raise;
import org.greenwave.database.RoleDatabase;
import org.greenwave.directory.failover.RoleReport.State;
import org.greenwave.role.Progress;
import org.greenwave.role.RoleContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A host that no Directory tells that it was replaced, on a real database. */
class FenceWatchTest {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final Duration LIMIT = Duration.ofSeconds(10);
  @TempDir Path folder;

  @Test
  void aHostWhoseRoleWritesNothingStopsWhenAnotherRaisesTheFence() throws Exception {
    WilfulPlugin plugin = new WilfulPlugin("lamp", (context, _) -> new Seldom(context));
    try (OneServer server = new OneServer(folder, plugin)) {
      host(server);
      try (RoleDatabase beta = server.seenFrom("beta", "lone")) {
        assertThat(beta.fences().raise(2, LIMIT)).isInstanceOf(Raise.Raised.class);
        Awaitility.await()
            .pollInterval(Duration.ofMillis(10))
            .atMost(Duration.ofSeconds(2))
            .until(() -> !server.hosts.hosts("lone"));
      }
      Awaitility.await().atMost(SOON).until(() -> state(server, State.WARM));
      assertThat(((Seldom) plugin.made().getFirst()).working).isFalse();
      assertThat(plugin.made()).hasSize(1);
    }
  }

  /** A fence that is lower than the grant, or none, is what a start finds. */
  @Test
  void aStartIsNotDisturbed() throws Exception {
    CompletableFuture<Void> begins = new CompletableFuture<>();
    WilfulPlugin plugin = new WilfulPlugin("lamp", (context, _) -> slow(context, begins));
    try (OneServer server = new OneServer(folder, plugin)) {
      server.create("lone", "lamp");
      Awaitility.await().atMost(SOON).until(() -> state(server, State.WARM));
      server.grant("lone");
      Awaitility.await()
          .during(Duration.ofSeconds(2))
          .atMost(SOON)
          .until(() -> state(server, State.STARTING));
      begins.complete(null);
      Awaitility.await().atMost(SOON).until(() -> state(server, State.ACTIVE));
    }
  }

  private static void host(OneServer server) {
    server.create("lone", "lamp");
    Awaitility.await().atMost(SOON).until(() -> state(server, State.WARM));
    server.grant("lone");
    Awaitility.await()
        .during(Duration.ofSeconds(2))
        .atMost(SOON)
        .until(() -> state(server, State.ACTIVE));
  }

  private static boolean state(OneServer server, State state) {
    return server.state("lone").equals(Optional.of(state));
  }

  private static WilfulRole slow(RoleContext context, CompletableFuture<Void> begins) {
    return new Seldom(context) {
      @Override
      public void activate(long fence, String settings) {
        begins.join();
        super.activate(fence, settings);
      }
    };
  }

  /** A role that is at work and has nothing to write for long. */
  private static class Seldom extends WilfulRole {
    private volatile boolean working;

    Seldom(RoleContext context) {
      super(context);
    }

    @Override
    public void activate(long fence, String settings) {
      working = true;
    }

    @Override
    public Progress progress() {
      return working
          ? new Progress(writes.incrementAndGet(), 0, Progress.Condition.WORKING, "Works.")
          : super.progress();
    }

    @Override
    public void release() {
      working = false;
    }
  }
}
