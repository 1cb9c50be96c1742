package org.greenwave.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.greenwave.directory.Directory;
import org.greenwave.directory.Role;
import org.greenwave.server.codec.Json;
import org.greenwave.server.config.Build;
import org.greenwave.server.config.Configuration;
import org.greenwave.server.core.ExpelledException;
import org.greenwave.server.core.Node;
import org.greenwave.server.core.ServerFolder;
import org.greenwave.server.export.Export;
import org.greenwave.server.export.Exports;
import org.greenwave.server.inheritance.NoInheritanceException;
import org.greenwave.server.inheritance.Recovery;
import org.greenwave.server.inheritance.Restoration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A system is carried on by one server, from its own copy and from an export. */
class InheritanceTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String PASSPHRASE = "every sensor counts twice";
  private static final String ROLE =
      """
      {"name":"tss","type":"tss","servers":["alpha","beta","gamma"],
       "database":{"url":"jdbc:postgresql://127.0.0.1:1/none","user":"g","password":"hush-hush"}}
      """;

  private final HttpClient client = HttpClient.newHttpClient();
  private final Map<String, Integer> ports = new HashMap<>();
  private final Map<String, RunningServer> running = new HashMap<>();

  @TempDir Path folder;

  @AfterEach
  void stop() {
    running.values().forEach(RunningServer::close);
    client.close();
  }

  private void start(String name, String in, String... more) throws Exception {
    int port = ports.computeIfAbsent(in, _ -> FreePorts.first());
    running.put(
        in,
        RunningServer.start(
            OpenServer.of(name, folder.resolve(in), port, more),
            failure -> failure.printStackTrace()));
  }

  private void end(String... in) {
    List.of(in).forEach(one -> Objects.requireNonNull(running.remove(one)).close());
  }

  private void join(String name, String in, String at, String wish) throws Exception {
    JsonNode token = json(send("POST", at, "/api/v1/servers/tokens", wish));
    start(
        name,
        in,
        "--join",
        "http://127.0.0.1:" + ports.get(at),
        "--token",
        token.path("token").asString(""),
        "--kind",
        token.path("kind").asString(""));
  }

  private HttpResponse<String> send(String method, String at, String path, String body)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + ports.get(at) + path))
            .header("Content-Type", "application/json")
            .method(method, BodyPublishers.ofString(body))
            .build();
    return client.send(request, BodyHandlers.ofString());
  }

  private static JsonNode json(HttpResponse<String> answer) {
    return Json.mapping().readTree(answer.body());
  }

  private JsonNode status(String at) throws Exception {
    return json(send("GET", at, "/api/v1/status", ""));
  }

  private static void awaitTrue(Callable<Boolean> condition) {
    await().atMost(PATIENCE).until(condition);
  }

  private Directory directory(String in) {
    return node(in).view().directory();
  }

  private Node node(String in) {
    return Objects.requireNonNull(running.get(in)).node();
  }

  private int voters(String in) {
    return node(in).seat().orElseThrow().log().voters().size();
  }

  private static Role role(Directory directory) {
    return Objects.requireNonNull(directory.roles().get("tss"));
  }

  /** Three Directory servers with one role. */
  private void three() throws Exception {
    start("alpha", "alpha");
    join("beta", "beta", "alpha", "{\"kind\":\"directory\"}");
    join("gamma", "gamma", "alpha", "{\"kind\":\"directory\"}");
    awaitTrue(() -> voters("alpha") == 3);
    assertThat(send("POST", "alpha", "/api/v1/roles", ROLE).statusCode()).isEqualTo(201);
    awaitTrue(() -> directory("gamma").assignment("tss").fence() > 0);
  }

  private Recovery recovery(String in) throws Exception {
    return Recovery.of(folder.resolve(in), new TreeSet<>(), InstantSource.system());
  }

  @Test
  void theOneThatIsLeftCarriesTheSystemOnAndTheOthersComeBackToNothing() throws Exception {
    three();
    assertThatThrownBy(() -> recovery("gamma"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("in use by another server process");
    Directory before = directory("gamma");
    end("gamma");
    assertThatThrownBy(() -> recovery("gamma"))
        .isInstanceOf(NoInheritanceException.class)
        .hasMessageContaining("alpha and beta answers, and with this server that is a majority");
    end("alpha", "beta");

    try (Recovery recovery = recovery("gamma")) {
      assertThat(String.join("\n", recovery.plan()))
          .contains("gamma goes on alone", "is lost: edits", "alpha, beta stay in the record")
          .doesNotContain("WARNING");
      recovery.carryOut();
    }
    start("gamma", "gamma");
    awaitTrue(() -> status("gamma").at("/directory/leader").asString("").equals("gamma"));
    Directory after = directory("gamma");
    assertThat(after.id()).isNotEqualTo(before.id());
    assertThat(after.heritage().predecessors()).containsExactly(before.id());
    assertThat(after.roles()).isEqualTo(before.roles());
    assertThat(after.people().sessionSecret()).isEqualTo(before.people().sessionSecret());
    awaitTrue(() ->
        directory("gamma").assignment("tss").fence() > before.assignment("tss").fence() + 1000);
    assertThat(status("gamma").path("findings").toString()).contains("alpha was lost with");

    start("alpha", "alpha");
    start("beta", "beta");
    for (String old : List.of("alpha", "beta")) {
      awaitTrue(() -> status(old).path("findings").toString().contains("is succeeded by"));
    }
    awaitTrue(() -> !status("beta").at("/directory/leader").isNull());
    assertThat(directory("beta").id()).isEqualTo(before.id());
    assertThat(voters("gamma")).isEqualTo(1);
    assertThat(status("gamma").at("/directory/servers")).hasSize(1);

    end("alpha", "beta");
    assertThatThrownBy(() -> start("alpha", "alpha"))
        .isInstanceOf(ExpelledException.class)
        .hasMessageContaining("is succeeded by Directory " + after.id())
        .hasMessageContaining("Give --join and --token");
    join("alpha", "alpha", "gamma", "{\"replaces\":\"alpha\"}");
    join("beta", "another", "gamma", "{\"replaces\":\"beta\"}");
    isWholeAgain(after.id());
    survivesItsHeir(after.id());
  }

  private void isWholeAgain(String id) throws Exception {
    awaitTrue(() -> voters("gamma") == 3);
    awaitTrue(() -> directory("another").id().equals(id));
    assertThat(directory("gamma").heritage().lost()).isEmpty();
    assertThat(role(directory("gamma")).servers()).containsExactly("alpha", "beta", "gamma");
  }

  /** Those that have joined have all of it, not only what was agreed on since. */
  private void survivesItsHeir(String id) throws Exception {
    awaitTrue(() -> directory("alpha").equals(directory("gamma")));
    end("gamma");
    awaitTrue(() -> !status("alpha").at("/directory/leader").isNull());
    end("alpha", "another");
    start("alpha", "alpha");
    start("beta", "another");
    awaitTrue(() -> !status("alpha").at("/directory/leader").isNull());
    assertThat(directory("alpha").id()).isEqualTo(id);
  }

  @Test
  void whatIsNotLostIsNotRecovered() throws Exception {
    start("alpha", "alpha");
    join("delta", "delta", "alpha", "{\"kind\":\"expansion\"}");
    end("delta", "alpha");
    assertThatThrownBy(() -> recovery("alpha"))
        .isInstanceOf(NoInheritanceException.class)
        .hasMessageContaining("alpha alone keeps the Directory");
    assertThatThrownBy(() -> recovery("delta"))
        .isInstanceOf(NoInheritanceException.class)
        .hasMessageContaining("delta is an expansion server");
    assertThatThrownBy(() -> recovery("nowhere"))
        .isInstanceOf(NoInheritanceException.class)
        .hasMessageContaining("is not the folder of a server");
    assertThat(folder.resolve("nowhere")).doesNotExist();
    start("alpha", "alpha");
    awaitTrue(() -> status("alpha").at("/directory/leader").asString("").equals("alpha"));
  }

  @Test
  void anOldCopyIsSaidToBeOld() throws Exception {
    start("alpha", "alpha");
    join("beta", "beta", "alpha", "{\"kind\":\"directory\"}");
    awaitTrue(() -> voters("alpha") == 2);
    end("beta", "alpha");
    Instant later = Instant.now().plus(Duration.ofDays(3));
    SortedSet<String> also = new TreeSet<>(List.of("11111111-2222-3333-4444-555555555555"));
    try (Recovery recovery = Recovery.of(folder.resolve("beta"), also, () -> later)) {
      assertThat(String.join("\n", recovery.plan()))
          .contains("WARNING: that is 3 days ago", "Given up for it: Directory 11111111-2222-3333");
    }
    start("alpha", "alpha");
    start("beta", "beta");
    awaitTrue(() -> !status("beta").at("/directory/leader").isNull());
  }

  @Test
  void anExportFoundsTheSystemAnew() throws Exception {
    three();
    HttpResponse<String> refused =
        send("POST", "beta", "/api/v1/directory/export", "{\"passphrase\":\"too short\"}");
    assertThat(refused.statusCode()).isEqualTo(422);
    JsonNode answer =
        json(
            send(
                "POST",
                "beta",
                "/api/v1/directory/export",
                "{\"passphrase\":\"" + PASSPHRASE + "\"}"));
    byte[] sealed = Base64.getDecoder().decode(answer.path("export").asString(""));
    assertThat(new String(sealed, StandardCharsets.ISO_8859_1))
        .startsWith("GWEXPORT")
        .doesNotContain("hush-hush", "tss");
    Path file = Files.write(folder.resolve("directory.gwexport"), sealed);
    Directory before = directory("beta");
    end("alpha", "beta", "gamma");

    Export export = Exports.read(file, PASSPHRASE);
    ports.put("restored", FreePorts.first());
    Restoration.Place place =
        new Restoration.Place(
            "beta",
            Configuration.of(List.of("--name", "beta", "--port", "" + ports.get("restored")))
                .endpoints(),
            Build.THIS.release());
    Restoration restoration = new Restoration(export, place, new TreeSet<>(), Instant.now());
    assertThatThrownBy(() -> restoration.into(folder.resolve("alpha")))
        .isInstanceOf(NoInheritanceException.class)
        .hasMessageContaining("is not empty");
    restoration.into(folder.resolve("restored"));
    assertThat(folder.resolve("restored/trust/system-authority.key"))
        .hasSameTextualContentAs(folder.resolve("beta/trust/system-authority.key"));

    start("beta", "restored");
    awaitTrue(() -> status("restored").at("/directory/leader").asString("").equals("beta"));
    Directory after = directory("restored");
    assertThat(after.id()).isNotEqualTo(before.id());
    assertThat(after.roles()).isEqualTo(before.roles());
    assertThat(role(after).database().password()).isEqualTo("hush-hush");
    assertThat(after.people().keys()).isEqualTo(before.people().keys());
    assertThat(after.history()).containsAll(before.history());
    assertThat(after.heritage().lost()).containsExactly("alpha", "gamma");
    join("alpha", "alpha-anew", "restored", "{\"replaces\":\"alpha\"}");
    awaitTrue(() -> directory("alpha-anew").id().equals(after.id()));
    assertThat(directory("restored").heritage().lost()).containsExactly("gamma");
  }

  /** The first try was started, and has taken the role databases. */
  @Test
  void aSecondRestoreOfOneExportSucceedsTheFirstIfItIsToldTo() throws Exception {
    start("alpha", "alpha");
    awaitTrue(() -> !directory("alpha").id().isEmpty());
    String lost = directory("alpha").id();
    byte[] sealed = Exports.of(node("alpha"), PASSPHRASE);
    Export export = Exports.read(Files.write(folder.resolve("export"), sealed), PASSPHRASE);
    end("alpha");
    restoration(export, "first").into(folder.resolve("first"));
    start("alpha", "first");
    awaitTrue(() -> !directory("first").id().isEmpty());
    String first = directory("first").id();
    end("first");

    assertThatThrownBy(() -> restoration(export, "second", "Directory " + first))
        .isInstanceOf(NoInheritanceException.class)
        .hasMessageContaining("is not the identity of a system");
    Restoration second = restoration(export, "second", first);
    assertThat(second.remains().getFirst()).startsWith("Given up for it: Directory " + first);
    second.into(folder.resolve("second"));
    start("alpha", "second");
    awaitTrue(() -> !directory("second").id().isEmpty());
    assertThat(directory("second").heritage().predecessors()).containsExactly(lost, first);
  }

  /** A server that was started with it would found another system. */
  @Test
  void aRestoreThatLostPowerIsNoSystemAndIsDoneOnceMore() throws Exception {
    start("alpha", "alpha");
    awaitTrue(() -> !directory("alpha").id().isEmpty());
    byte[] sealed = Exports.of(node("alpha"), PASSPHRASE);
    Export export = Exports.read(Files.write(folder.resolve("export"), sealed), PASSPHRASE);
    end("alpha");
    Path half = folder.resolve("half");
    try (ServerFolder begun = new ServerFolder(half)) {
      begun.beginRestore();
      Files.write(begun.newLog("half").resolve("segment"), new byte[] {1});
    }
    ports.put("half", FreePorts.first());
    assertThatThrownBy(() -> start("alpha", "half"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("has not come to its end; do it once more");
    restoration(export, "half").into(half);
    assertThat(half.resolve("log-half")).doesNotExist();
    start("alpha", "half");
    awaitTrue(() -> !directory("half").id().isEmpty());
    assertThat(directory("half").heritage().predecessors()).hasSize(1);
  }

  private Restoration restoration(Export export, String in, String... also) throws Exception {
    ports.put(in, FreePorts.first());
    Restoration.Place place =
        new Restoration.Place(
            "alpha",
            Configuration.of(List.of("--name", "alpha", "--port", "" + ports.get(in))).endpoints(),
            Build.THIS.release());
    return new Restoration(export, place, new TreeSet<>(List.of(also)), Instant.now());
  }

  @Test
  void onlyADirectoryServerOfTheRecordIsRestored() throws Exception {
    start("alpha", "alpha");
    join("delta", "delta", "alpha", "{\"kind\":\"expansion\"}");
    byte[] sealed = Exports.of(node("alpha"), PASSPHRASE);
    Export export = Exports.read(Files.write(folder.resolve("export"), sealed), PASSPHRASE);
    for (String name : List.of("delta", "omega")) {
      Restoration.Place place =
          new Restoration.Place(
              name, Configuration.of(List.of("--name", name)).endpoints(), Build.THIS.release());
      assertThatThrownBy(() -> new Restoration(export, place, new TreeSet<>(), Instant.now()))
          .isInstanceOf(NoInheritanceException.class)
          .hasMessageContaining(name + " is no Directory server of this system")
          .hasMessageContaining("choose alpha");
    }
  }
}
