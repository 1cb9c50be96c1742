package org.greenwave.server;

import static org.awaitility.Awaitility.await;

import java.lang.reflect.Field;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.apache.ratis.server.RaftServer;
import org.greenwave.server.config.Configuration;
import org.greenwave.server.core.DirectorySeat;
import org.greenwave.server.log.ConsensusLog;
import org.greenwave.server.log.StoppedLogException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The engine of a server ends itself, as it does when it cannot go on. */
class StoppedLogTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final CompletableFuture<Throwable> ended = new CompletableFuture<>();

  @TempDir Path folder;

  @Test
  void aServerWhoseLogHasStoppedSaysSo() throws Exception {
    Configuration configuration = OpenServer.of("alpha", folder, FreePorts.first());
    try (RunningServer alpha = RunningServer.start(configuration, ended::complete)) {
      DirectorySeat seat = alpha.node().seat().orElseThrow();
      await().atMost(PATIENCE).until(seat::leading);
      engine(seat.log()).close();
      await()
          .atMost(PATIENCE)
          .until(() -> ended.isDone() && ended.join() instanceof StoppedLogException);
    }
  }

  private static RaftServer.Division engine(ConsensusLog log) throws Exception {
    Field engine = log.getClass().getDeclaredField("server");
    engine.setAccessible(true);
    RaftServer server = (RaftServer) Objects.requireNonNull(engine.get(log));
    return server.getDivision(server.getGroupIds().iterator().next());
  }
}
