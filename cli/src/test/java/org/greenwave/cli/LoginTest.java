package org.greenwave.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.greenwave.cli.api.Api;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import tools.jackson.databind.JsonNode;

/** Logging in, what is kept of it, and to whom it is shown. */
final class LoginTest {
  @Command(name = "greenwave")
  private static final class Top {}

  private static final JsonNode BEGUN =
      Api.JSON.readTree(
          """
          {"token":"gws_1","expires":"2026-11-22T12:00:00.000Z",
           "account":{"name":"anna","right":"administer"}}
          """);
  private static final JsonNode ME =
      Api.JSON.readTree("{\"name\":\"anna\",\"right\":\"view\",\"kind\":\"session\"}");

  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path folder;

  @SuppressWarnings("NullAway.Init")
  private ContractServer server;

  @SuppressWarnings("NullAway.Init")
  private ContractServer other;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeEach
  void start() throws IOException {
    server = new ContractServer();
    other = new ContractServer();
    for (ContractServer each : List.of(server, other)) {
      each.reply("POST /api/v1/login", 200, BEGUN).reply("GET /api/v1/me", 200, ME);
    }
  }

  @AfterEach
  void stop() {
    server.close();
    other.close();
  }

  private Path sessions() {
    return folder.resolve("config").resolve("greenwave").resolve("sessions.json");
  }

  private int run(String url, String... args) {
    var all = new ArrayList<>(List.of(args));
    all.addAll(List.of("--server", url, "--sessions", sessions().toString()));
    return Cli.addTo(new CommandLine(new Top()))
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(all.toArray(String[]::new));
  }

  private String password() throws IOException {
    Path file = folder.resolve("password");
    Files.writeString(file, "correct horse battery\n");
    return file.toString();
  }

  private int login(String url) throws IOException {
    return run(url, "login", "--name", "anna", "--password-file", password());
  }

  private static String shown(ContractServer server) {
    return server.last().headers().getOrDefault("Authorization", "");
  }

  @Test
  void aTokenIsShownToTheServersItIsForAndToNobodyElse() throws IOException {
    assertThat(login(server.url())).isEqualTo(ExitCode.DONE);
    assertThat(server.last().body())
        .isEqualTo("{\"name\":\"anna\",\"password\":\"correct horse battery\"}");
    assertThat(out.toString()).contains("● anna is logged in until").contains("may administer");
    assertThat(run(server.url(), "whoami")).isEqualTo(ExitCode.DONE);
    assertThat(shown(server)).isEqualTo("Bearer gws_1");
    assertThat(run(other.url(), "whoami")).isEqualTo(ExitCode.DONE);
    assertThat(shown(other)).isEmpty();
  }

  @Test
  void onlyItsOwnerCanReadWhatIsKept() throws IOException {
    login(server.url());
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(sessions())))
        .isEqualTo("rw-------");
    Path config = sessions().resolveSibling("");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(config)))
        .isEqualTo("rwx------");
    assertThat(config).isDirectoryNotContaining("glob:**partial*");
  }

  @Test
  void loggingOutForgetsWhateverTheServerSays() throws IOException {
    login(server.url());
    assertThat(run(server.url(), "logout")).isEqualTo(ExitCode.REFUSED);
    assertThat(server.last().path()).isEqualTo("/api/v1/logout");
    assertThat(shown(server)).isEqualTo("Bearer gws_1");
    run(server.url(), "whoami");
    assertThat(shown(server)).isEmpty();
  }

  @Test
  void aKeyGoesBeforeALogin() throws IOException {
    login(server.url());
    Path key = folder.resolve("key");
    Files.writeString(key, "gwk_7\n");
    assertThat(run(server.url(), "whoami", "--key-file", key.toString())).isEqualTo(ExitCode.DONE);
    assertThat(shown(server)).isEqualTo("Bearer gwk_7");
    assertThat(run(server.url(), "whoami", "--key-file", folder.resolve("none").toString()))
        .isEqualTo(ExitCode.REFUSED);
    assertThat(err.toString()).contains("cannot be read.");
  }

  @Test
  void aSpoiltFileIsAsGoodAsNone() throws IOException {
    login(server.url());
    Files.writeString(sessions(), "{\"http");
    assertThat(run(server.url(), "whoami")).isEqualTo(ExitCode.DONE);
    assertThat(shown(server)).isEmpty();
    assertThat(login(server.url())).isEqualTo(ExitCode.DONE);
    run(server.url(), "whoami");
    assertThat(shown(server)).isEqualTo("Bearer gws_1");
  }

  @Test
  void aStrangerIsToldWhatToDo() {
    server.reply("GET /api/v1/me", 401, stranger(false));
    assertThat(run(server.url(), "whoami")).isEqualTo(ExitCode.REFUSED);
    assertThat(err.toString()).contains("'greenwave login' does that");
    server.reply("GET /api/v1/me", 401, stranger(true));
    run(server.url(), "whoami");
    assertThat(err.toString()).contains("greenwave login --first TOKEN");
  }

  private static JsonNode stranger(boolean first) {
    return Api.JSON
        .createObjectNode()
        .put("status", 401)
        .put("title", "Log in")
        .put("detail", "This needs a login.")
        .put("firstAccount", first);
  }

  @Test
  void aWrongPasswordIsWhatItIsAndKeepsNothing() throws IOException {
    server.reply(
        "POST /api/v1/login",
        401,
        Api.JSON.readTree(
            "{\"status\":401,\"title\":\"Not logged in\",\"detail\":\"The name or so is"
                + " wrong.\"}"));
    assertThat(login(server.url())).isEqualTo(ExitCode.REFUSED);
    assertThat(err.toString().strip()).isEqualTo("✗ The name or so is wrong.");
    assertThat(sessions()).doesNotExist();
  }

  @Test
  void theFirstAdministratorIsMadeWithTheToken() throws IOException {
    server.reply("POST /api/v1/first-account", 201, BEGUN);
    assertThat(run(server.url(), "login", "--first", "t0k", "--password-file", password()))
        .isEqualTo(ExitCode.DONE);
    assertThat(server.last().body())
        .isEqualTo("{\"name\":\"admin\",\"token\":\"t0k\",\"password\":\"correct horse battery\"}");
  }

  @Test
  void accountsAndKeysAreMadeAsAsked() throws IOException {
    JsonNode made = Api.JSON.readTree("{\"name\":\"ci\",\"right\":\"view\",\"key\":\"gwk_9\"}");
    server.reply("POST /api/v1/keys", 201, made).reply("POST /api/v1/accounts", 201, made);
    assertThat(run(server.url(), "key", "create", "ci", "--right", "view", "--days", "9"))
        .isEqualTo(ExitCode.DONE);
    assertThat(server.last().body()).isEqualTo("{\"name\":\"ci\",\"right\":\"view\",\"days\":9}");
    assertThat(out.toString().lines()).contains("gwk_9");
    assertThat(
            run(
                server.url(),
                "account",
                "create",
                "ben",
                "--right",
                "administer",
                "--password-file",
                password()))
        .isEqualTo(ExitCode.DONE);
    assertThat(server.last().body()).contains("\"right\":\"administer\"");
    assertThat(run(server.url(), "key", "delete", "ci")).isEqualTo(ExitCode.WOULD_CHANGE);
    assertThat(run(server.url(), "account", "edit", "ben")).isEqualTo(ExitCode.REFUSED);
  }

  @Test
  void theAuditIsShownAndSearched() {
    JsonNode audit =
        Api.JSON.readTree(
            """
            {"entries":[{"at":"2026-11-22T12:00:00.000Z","who":"anna","address":"10.0.0.9",
             "what":"role-edited","about":"tss","differences":[
             {"what":"servers","before":"","after":"alpha > beta"}]}]}
            """);
    server.reply("GET /api/v1/audit?limit=50&q=anna", 200, audit);
    assertThat(run(server.url(), "audit", "anna")).isEqualTo(ExitCode.DONE);
    assertThat(out.toString())
        .contains("anna  10.0.0.9  role edited  tss")
        .contains("servers: – → alpha > beta");
  }
}
