package org.greenwave.app.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Processes are started, killed, frozen and ended, and none is left. */
final class ClusterTest implements Cluster.Listener {
  private final List<String> heard = new CopyOnWriteArrayList<>();

  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path parent;

  @SuppressWarnings("NullAway.Init")
  private WorkFolder folder;

  @SuppressWarnings("NullAway.Init")
  private Cluster cluster;

  @BeforeEach
  void open() throws IOException {
    folder = WorkFolder.create(parent, "run-");
    cluster = new Cluster(folder, Duration.ofMillis(20), this);
  }

  @AfterEach
  void close() throws IOException {
    cluster.close();
    folder.close();
    assertThat(parent).isEmptyDirectory();
  }

  @Override
  public void ended(Child child) {
    heard.add(child.name() + " ended");
  }

  @Override
  public void startedAgain(Child child) {
    heard.add(child.name() + " again");
  }

  private Launch shell(String name, String script, Launch.Readiness ready) {
    Path log = folder.path().resolve(name + ".log");
    return new Launch(name, List.of("sh", "-c", script), log, Duration.ofSeconds(5), ready);
  }

  @Test
  void aKilledProcessThatIsKeptIsStartedAgain() throws IOException {
    Child first = cluster.start(shell("alpha", "sleep 100", () -> true));
    cluster.keep(first);
    first.kill();
    await().until(() -> heard.equals(List.of("alpha ended", "alpha again")));
    assertThat(first.alive()).isFalse();
    assertThat(cluster.child("alpha").pid()).isNotEqualTo(first.pid());
    assertThat(cluster.child("alpha").alive()).isTrue();
  }

  @Test
  void aKilledProcessThatIsOnlyStartedStaysEnded() throws IOException {
    Child child = cluster.start(shell("field", "sleep 100", () -> true));
    child.kill();
    await().until(() -> !child.alive());
    assertThat(heard).isEmpty();
  }

  @Test
  void aFrozenProcessDoesNothingUntilItMayGoOn() throws IOException {
    Child child = cluster.start(shell("beta", "sleep 100", () -> true));
    child.freeze();
    await().untilAsserted(() -> assertThat(state(child)).isEqualTo("T"));
    assertThat(child.alive()).isTrue();
    child.resume();
    await().untilAsserted(() -> assertThat(state(child)).isNotEqualTo("T"));
  }

  /** The state letter of a process as the kernel tells it. */
  private static String state(Child child) throws IOException {
    String stat = Files.readString(Path.of("/proc/" + child.pid() + "/stat"));
    return stat.substring(stat.lastIndexOf(')') + 2, stat.lastIndexOf(')') + 3);
  }

  @Test
  void readinessIsAwaited() throws IOException, ClusterException {
    Path mark = folder.path().resolve("mark");
    Child child =
        cluster.start(
            shell("gamma", "sleep 0.1; : >" + mark + "; sleep 100", () -> Files.exists(mark)));
    cluster.awaitReady(child);
    assertThat(mark).exists();
  }

  @Test
  void aProcessThatEndsTooSoonIsToldWithTheEndOfItsLog() throws IOException {
    Child child = cluster.start(shell("delta", "echo no disk left; exit 1", () -> false));
    assertThatExceptionOfType(ClusterException.class)
        .isThrownBy(() -> cluster.awaitReady(child))
        .withMessageContaining("delta ended before it was ready, with code 1")
        .withMessageContaining("no disk left");
  }

  @Test
  void closingEndsChildrenOfChildrenToo() throws IOException {
    Path pid = folder.path().resolve("pid");
    cluster.keep(
        cluster.start(
            shell(
                "stubborn",
                "trap 'exit 0' TERM; sleep 100 & echo $! >" + pid + "; wait; sleep 100",
                () -> true)));
    await().until(() -> Files.exists(pid) && Files.size(pid) > 1);
    long grandchild = Long.parseLong(Files.readString(pid).strip());
    cluster.close();
    assertThat(ProcessHandle.of(grandchild).filter(ProcessHandle::isAlive)).isEmpty();
    assertThat(heard).isEmpty();
  }

  @Test
  void nothingIsStartedInAClosedCluster() {
    cluster.close();
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> cluster.start(shell("late", "sleep 100", () -> true)));
  }

  @Test
  void theNextRunClearsAwayWhatAKilledRunLeft() throws IOException {
    Process left = new ProcessBuilder("sleep", "100").start();
    Path dead = Files.createDirectory(parent.resolve("run-dead"));
    Files.createFile(dead.resolve("lock"));
    Optional<String> started = left.info().startInstant().map(Object::toString);
    Files.writeString(
        dead.resolve("processes"), left.pid() + " " + started.orElse("unknown") + "\n");
    WorkFolder.create(parent, "run-").close();
    await().until(() -> !left.isAlive());
    assertThat(dead).doesNotExist();
    assertThat(folder.path()).exists();
  }
}
