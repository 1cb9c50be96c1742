package org.greenwave.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.greenwave.server.config.Configuration;
import org.greenwave.server.export.Exports;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server makes exports by itself. */
class ScheduledExportTest {
  private static final String PASSPHRASE = "every sensor counts twice";
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final int port = FreePorts.first();

  @TempDir Path folder;

  private RunningServer start(int keep) throws Exception {
    String flags =
        ("--name alpha --data %s --port %d --database none --logins off --https off"
                + " --export-folder %s")
            .formatted(folder.resolve("alpha"), port, exports());
    String more =
        " --export-hours 1 --export-keep %d --export-passphrase-file %s"
            .formatted(keep, folder.resolve("passphrase"));
    return RunningServer.start(
        Configuration.of(List.of((flags + more).split(" "))),
        failure -> {
          throw new AssertionError("A law is broken", failure);
        });
  }

  private Path exports() {
    return folder.resolve("exports");
  }

  private List<Path> made() throws Exception {
    if (!Files.exists(exports())) {
      return List.of();
    }
    try (Stream<Path> all = Files.list(exports())) {
      return all.filter(it -> it.toString().endsWith(".gwexport")).sorted().toList();
    }
  }

  private Path old(String stamp, Duration ago) throws Exception {
    Path file =
        Files.writeString(exports().resolve("greenwave-directory-" + stamp + ".gwexport"), "old");
    return Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(ago)));
  }

  @Test
  void oneIsMadeWhenItIsDueAndTheOldestGo() throws Exception {
    Files.writeString(folder.resolve("passphrase"), PASSPHRASE);
    Files.createDirectories(exports());
    Path first = old("20200101T000000Z", Duration.ofDays(9));
    Path second = old("20210101T000000Z", Duration.ofHours(2));
    Path future = old("21300101T000000Z", Duration.ofDays(-40_000)); // by a clock that was wrong
    Path other = Files.writeString(exports().resolve("notes.txt"), "mine");
    try (RunningServer _ = start(2)) {
      await().atMost(PATIENCE).until(() -> Files.notExists(first));
    }
    assertThat(made()).hasSize(2).contains(second);
    assertThat(future).doesNotExist();
    assertThat(other).hasContent("mine");
    assertThat(Exports.read(made().getLast(), PASSPHRASE).directory().servers())
        .containsOnlyKeys("alpha");
    List<Path> before = made();
    try (RunningServer again = start(2)) {
      await().atMost(PATIENCE).until(() -> !again.node().view().directory().id().isEmpty());
      await().during(Duration.ofSeconds(3)).atMost(PATIENCE).until(() -> made().equals(before));
    }
  }

  @Test
  void thatItCannotBeMadeIsShown() throws Exception {
    Files.writeString(folder.resolve("passphrase"), "short");
    try (RunningServer _ = start(2);
        HttpClient client = HttpClient.newHttpClient()) {
      URI status = URI.create("http://127.0.0.1:" + port + "/api/v1/status");
      HttpRequest request = HttpRequest.newBuilder(status).build();
      await()
          .atMost(PATIENCE)
          .until(() ->
              client
                  .send(request, BodyHandlers.ofString())
                  .body()
                  .contains("scheduled export of the Directory could not be made"));
      assertThat(made()).isEmpty();
    }
  }
}
