package org.greenwave.database.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real keeper processes: killed, asked to stop, and run by somebody who is not root. */
class DatabaseKeeperTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  @TempDir Path folder;
  private final List<Process> started = new ArrayList<>();

  @AfterEach
  void endAll() throws Exception {
    for (Process process : started) {
      process.destroyForcibly().waitFor();
    }
    PostmasterFile.read(data()).filter(PostmasterFile::alive).ifPresent(this::kill);
  }

  @Test
  void startsADeadPostgresAgainOnTheSamePortAndStopsItWhenAsked() throws Exception {
    Process keeper = keeper(false);
    PostmasterFile first = awaitReady(0);
    await().atMost(LIMIT).until(() -> said().contains("runs at"));
    kill(first);
    PostmasterFile second = awaitReady(first.pid());
    assertThat(second.port()).isEqualTo(first.port());

    keeper.destroy();
    assertThat(keeper.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(second.alive()).isFalse();
    assertThat(said()).contains("has died", "was stopped");
  }

  @Test
  void keepsOneBesideOtherWorkOfItsProcess() throws Exception {
    List<String> says = new CopyOnWriteArrayList<>();
    DatabaseKeeper keeper = DatabaseKeeper.begin(EmbeddedSettings.at(folder), says::add);
    PostmasterFile first = awaitReady(0);
    assertThat(keeper.postgres().pid()).isEqualTo(first.pid());
    kill(first);
    PostmasterFile second = awaitReady(first.pid());
    assertThat(second.port()).isEqualTo(keeper.postgres().port());
    await().atMost(LIMIT).until(() -> keeper.postgres().pid() == second.pid());

    keeper.close();
    assertThat(second.alive()).isFalse();
    assertThat(says).hasSize(4);
  }

  @Test
  void aKilledKeeperLeavesThePostgresAndTheNextAdoptsIt() throws Exception {
    Process keeper = keeper(false);
    PostmasterFile first = awaitReady(0);
    keeper.destroyForcibly().waitFor();
    assertThat(first.alive()).isTrue();

    Process next = keeper(false);
    await().atMost(LIMIT).until(() -> said().contains("adopted"));
    assertThat(awaitReady(0).pid()).isEqualTo(first.pid());
    next.destroy();
    await().atMost(LIMIT).until(() -> !first.alive());
  }

  @Test
  void aKilledKeeperTakesThePostgresAlongIfThatIsAskedFor() throws Exception {
    Process keeper = keeper(true);
    PostmasterFile first = awaitReady(0);
    await().atMost(LIMIT).until(() -> said().contains("runs at"));
    keeper.destroyForcibly().waitFor();
    await().atMost(LIMIT).until(() -> !first.alive());
    assertThat(data().resolve("postmaster.pid")).doesNotExist();
  }

  /** The class path is copied, because another user cannot read root's Maven repository. */
  @Test
  void somebodyWhoIsNotRootRunsItDirectly() throws Exception {
    Assumptions.assumeTrue(ProcessUser.isRoot(), "only root can become somebody else");
    Path open = Files.createTempDirectory("greenwave-not-root");
    Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxr-xr-x"));
    ProcessUser nobody = new ProcessUser(65_534, 65_534, true);
    Path home = Files.createDirectory(open.resolve("home"));
    nobody.own(home);
    List<String> command =
        command(copyClassPath(open), home.resolve("kept"), "false", home.resolve("cache"));
    Process keeper = start(nobody.command(command));
    await().atMost(LIMIT).until(() -> said().contains("runs at"));
    Path data = home.resolve("kept").resolve("postgres");
    assertThat(Files.getAttribute(data, "unix:uid")).isEqualTo(65_534);
    PostmasterFile running = PostmasterFile.read(data).orElseThrow();
    keeper.destroy();
    assertThat(keeper.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(running.alive()).isFalse();
    Folders.delete(open);
  }

  private Process keeper(boolean stopWithParent) throws IOException {
    return start(command(System.getProperty("java.class.path"), folder, "" + stopWithParent));
  }

  private Process start(List<String> command) throws IOException {
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve("said").toFile()))
            .start();
    started.add(process);
    return process;
  }

  private static List<String> command(String classPath, Object... words) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx128m", "-XX:TieredStopAtLevel=1", "-cp", classPath));
    command.add(KeeperProcess.class.getName());
    for (Object word : words) {
      command.add(word.toString());
    }
    return command;
  }

  private static String copyClassPath(Path open) throws IOException {
    List<String> copies = new ArrayList<>();
    for (String part : System.getProperty("java.class.path").split(":")) {
      Path from = Path.of(part);
      if (Files.exists(from)) {
        Path to = open.resolve("lib" + copies.size() + "-" + from.getFileName());
        copy(from, to);
        copies.add(to.toString());
      }
    }
    return String.join(":", copies);
  }

  private static void copy(Path from, Path to) throws IOException {
    try (var files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Path target = to.resolve(from.relativize(file).toString());
        Files.copy(file, file.equals(from) ? to : target);
      }
    }
  }

  private String said() throws IOException {
    return Files.readString(folder.resolve("said"));
  }

  private Path data() {
    return folder.resolve("postgres");
  }

  private PostmasterFile awaitReady(long otherThan) throws IOException {
    await()
        .atMost(LIMIT)
        .until(() ->
            PostmasterFile.read(data())
                .filter(file -> file.pid() != otherThan && file.ready() && file.alive())
                .isPresent());
    return PostmasterFile.read(data()).orElseThrow();
  }

  private void kill(PostmasterFile file) {
    ProcessHandle.of(file.pid()).ifPresent(ProcessHandle::destroyForcibly);
  }
}
