package org.greenwave.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.greenwave.cli.api.Api;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Who is told of what happens, from the command line. */
final class NoticesTest extends Script {
  private static final JsonNode BOOK =
      Api.JSON.readTree(
          """
          {"holdMillis":10000,"version":3,"recipients":[
            {"name":"room","leastSeverity":"warning","version":4,"waiting":2,"failing":true,
             "failure":"The receiver answered 500.","lastReached":null,"lastFailed":null,
             "webhook":{"url":"http://room/in","secret":"(hidden)"}},
            {"name":"night","leastSeverity":"error","version":5,"waiting":0,"failing":false,
             "failure":"","lastReached":"2026-11-26T10:00:00.000Z","lastFailed":null,
             "email":{"host":"mail","to":["a@example.org","b@example.org"]}}],
           "latest":[{"id":"1","at":"2026-11-26T10:00:00.000Z","kind":"server-lost",
             "phase":"began","severity":"warning","about":"server gamma",
             "sentence":"gamma is not running.","advice":"","waitingFor":["room"]}]}
          """);
  private static final String ROOM = "/api/v1/notices/recipients/room";

  @BeforeEach
  @Override
  void start() throws IOException {
    super.start();
    server
        .reply("GET /api/v1/notices", 200, BOOK)
        .reply("POST /api/v1/notices/recipients", 201, BOOK)
        .reply("GET " + ROOM, 200, BOOK.at("/recipients/0"))
        .reply("PATCH " + ROOM, 200, BOOK.at("/recipients/0"));
  }

  private JsonNode sent() {
    return Api.JSON.readTree(server.last().body());
  }

  private String secret() throws IOException {
    Path file = folder.resolve("secret");
    Files.writeString(file, "four and twenty blackbirds\n");
    return file.toString();
  }

  @Test
  void allOfItAtAGlance() {
    assertThat(run("notices")).isEqualTo(ExitCode.DONE);
    assertThat(out.toString())
        .contains("✗ The receiver answered 500.", "a@example.org, b@example.org by mail")
        .contains("gamma is not running.", "10000 ms");
  }

  @Test
  void aWebhookIsAddedWithASecretThatStandsOnNoCommandLine() throws IOException {
    assertThat(
            run(
                "notices",
                "add",
                "room",
                "--webhook",
                "http://room/in",
                "--secret",
                "--password-file",
                secret()))
        .isEqualTo(ExitCode.DONE);
    assertThat(sent().at("/webhook/secret").asString()).isEqualTo("four and twenty blackbirds");
    assertThat(sent().has("email")).isFalse();
    assertThat(out.toString()).doesNotContain("blackbirds");
  }

  @Test
  void aMailServerIsAdded() throws IOException {
    assertThat(
            run(
                "notices",
                "add",
                "night",
                "--from",
                "error",
                "--mail-server",
                "mail",
                "--security",
                "tls",
                "--user",
                "greenwave",
                "--sender",
                "g@example.org",
                "--to",
                "a@example.org,b@example.org",
                "--password-file",
                secret()))
        .isEqualTo(ExitCode.DONE);
    assertThat(sent().path("leastSeverity").asString()).isEqualTo("error");
    assertThat(sent().at("/email/security").asString()).isEqualTo("tls");
    assertThat(sent().at("/email/to")).hasSize(2);
  }

  @Test
  void anEditNamesTheVersionThatItIsBasedOn() {
    assertThat(run("notices", "edit", "room", "--from", "info")).isEqualTo(ExitCode.DONE);
    assertThat(server.last().headers().toString()).contains("\"4\"");
    assertThat(run("notices", "edit", "room")).isEqualTo(ExitCode.REFUSED);
    assertThat(err.toString()).contains("Say what to change");
  }

  @Test
  void aTestThatDoesNotArriveFails() {
    JsonNode failed =
        Api.JSON.readTree("{\"arrived\":false,\"sentence\":\"The test has not arrived at room.\"}");
    server.reply("POST " + ROOM + "/test", 200, failed);
    assertThat(run("notices", "test", "room")).isEqualTo(ExitCode.WOULD_CHANGE);
    assertThat(out.toString()).contains("✗ The test has not arrived at room.");
  }
}
