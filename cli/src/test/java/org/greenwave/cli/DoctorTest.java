package org.greenwave.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.greenwave.cli.api.Api;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import tools.jackson.databind.JsonNode;

/** An archive of a system and a folder that are full of secrets; each of them says "planted". */
final class DoctorTest {
  @Command(name = "greenwave")
  private static final class Top {}

  private static final String SETTINGS =
      """
      {"sources": [{"id": "north", "community": "planted-community", "port": 161,
        "v3": {"authKey": "planted\\"quo\\\\te", "Tokens": ["planted-token-1", "planted-token-2"],
               "passPhrase": {"deep": "planted-deep"}, "password": 987654321}}],
       "feed": "https://user:planted-url@feed.example/x?api_key=planted-query&z=1"}
      """;

  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path folder;

  @SuppressWarnings("NullAway.Init")
  private ContractServer server;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeEach
  void start() throws IOException {
    server = new ContractServer();
    String status =
        """
        {"servers": [{"name": "alpha", "api": "%s"}, {"name": "beta", "api": "http://127.0.0.1:1"}],
         "roles": [{"name": "tss", "settings": %s}]}
        """
            .formatted(server.url(), SETTINGS);
    reply("/api/v1/status", status);
    reply("/api/v1/roles", "{\"roles\": [{\"name\": \"tss\", \"settings\": " + SETTINGS + "}]}");
    reply("/api/v1/servers", "{\"servers\": []}");
    reply("/api/v1/timings", "{\"timings\": [{\"key\": \"leaseMillis\", \"value\": 750}]}");
    String event = "{\"sentence\": \"The device refused planted-community, 987654321.\"}";
    reply("/api/v1/roles/tss/history?limit=1000", "{\"events\": [" + event + "]}");
    reply("/health", "{\"alive\": true}");
    server.text("/metrics", "greenwave_x{role=\"planted-community\"} 1.0\n");
  }

  private void reply(String path, String json) {
    server.reply("GET " + path, 200, Api.JSON.readTree(json));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private int run(String... args) {
    return Cli.addTo(new CommandLine(new Top()))
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(args);
  }

  private Path data() throws IOException {
    Path data = folder.resolve("alpha");
    Files.createDirectories(data.resolve("log"));
    Path log = folder.resolve("alpha.log");
    Files.writeString(
        data.resolve("known-servers.json"),
        "{\"servers\": [{\"database\": {\"user\": \"greenwave\", \"password\": \"planted-db\"}}]}");
    Files.writeString(
        data.resolve("last-start.conf"), "name=alpha\nlog-file=" + log + "\ntoken=planted-conf\n");
    Files.writeString(
        log, "10:00:00.000 INFO  Node: opened with planted-db, password=planted-log\n");
    String older =
        """
        {"message":"said {\\"secret\\":\\"planted-json\\"}"} planted-conf
        planted"quo\\te and planted\\"quo\\\\te
        """;
    Files.writeString(folder.resolve("alpha.log.1"), older);
    Files.writeString(data.resolve("log/entry"), "12345");
    return data;
  }

  private static Map<String, String> unzipped(Path file) throws IOException {
    Map<String, String> texts = new TreeMap<>();
    try (ZipFile zip = new ZipFile(file.toFile())) {
      for (ZipEntry entry : zip.stream().map(ZipEntry.class::cast).toList()) {
        try (InputStream in = zip.getInputStream(entry)) {
          texts.put(entry.getName(), new String(in.readAllBytes(), UTF_8));
        }
      }
    }
    return texts;
  }

  @Test
  void everythingIsInItButTheSecrets() throws Exception {
    Path data = data();
    Path file = folder.resolve("out.zip");
    try (FileChannel lock =
        FileChannel.open(
            data.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      assertThat(lock.tryLock()).isNotNull();
      int code =
          run("doctor", "--data", data + "", "--output", file + "", "--server", server.url());
      assertThat(code).as(err.toString()).isZero();
    }
    Map<String, String> texts = unzipped(file);
    assertThat(texts)
        .containsKeys("system/status.json", "system/roles.json", "system/timings.json")
        .containsKeys("history/tss.json", "servers/alpha/metrics.txt", "machine/versions.txt")
        .containsKeys("folder/last-start.conf", "folder/logs/alpha.log", "folder/logs/alpha.log.1");
    texts.forEach((name, text) -> {
      assertThat(name + " " + text).as(name).doesNotContain("planted").doesNotContain("987654321");
    });
    assertThat(out.toString()).doesNotContain("planted");
    assertThat(texts.get("folder/threads.txt"))
        .contains("\"main\"", "everythingIsInItButTheSecrets");
    assertThat(texts.get("folder/sizes.txt")).containsPattern(" 5 log/entry\n");
    assertThat(Files.getPosixFilePermissions(file)).hasSize(2);
  }

  @Test
  void whatIsNoSecretStaysAndWhatIsMissingIsSaid() throws Exception {
    Path file = folder.resolve("out.zip");
    assertThat(run("doctor", "--output", file.toString(), "--server", server.url())).isZero();
    Map<String, String> texts = unzipped(file);
    JsonNode role = Api.JSON.readTree(texts.get("system/roles.json")).at("/roles/0");
    assertThat(role.at("/settings/sources/0/community").asString()).isEqualTo("(removed)");
    assertThat(role.at("/settings/sources/0/port").asInt()).isEqualTo(161);
    assertThat(role.at("/settings/feed").asString())
        .isEqualTo("https://(removed)@feed.example/x?api_key=(removed)&z=1");
    assertThat(texts.get("system/timings.json")).contains("\"leaseMillis\" : 750");
    assertThat(texts.get("history/tss.json")).contains("The device refused (removed), (removed).");
    assertThat(texts.get("contents.txt"))
        .contains("beta could not be asked: http://127.0.0.1:1 refuses the connection.")
        .contains("/api/v1/role-types could not be read");
    assertThat(out.toString()).contains("○ beta could not be asked", "look through it");
  }

  @Test
  void aFolderAloneIsEnoughAndNothingAtAllIsNot() throws Exception {
    Path file = folder.resolve("out.zip");
    String nobody = "http://127.0.0.1:1";
    assertThat(run("doctor", "--output", file.toString(), "--server", nobody))
        .isEqualTo(ExitCode.UNREACHABLE);
    assertThat(file).doesNotExist();
    String data = data().toString();
    assertThat(run("doctor", "--data", data, "--output", file.toString(), "--server", nobody))
        .isZero();
    assertThat(unzipped(file).get("contents.txt"))
        .contains("The system could not be asked", "No thread dump: no process holds");
    assertThat(run("doctor", "--data", data, "--output", file.toString(), "--server", nobody))
        .isEqualTo(ExitCode.REFUSED);
    assertThat(err.toString()).contains("is there already");
  }
}
