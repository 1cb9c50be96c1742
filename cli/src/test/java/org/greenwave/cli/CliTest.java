package org.greenwave.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.greenwave.cli.api.Api;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The commands as a script sees them: what is sent, what is shown, the exit code. */
final class CliTest extends Script {
  private static final String ROLE = "/api/v1/roles/tss";

  @Test
  void statusShowsTheLoudestFirstAndNoControlCharacters() {
    server.reply("GET /api/v1/status", 200, Samples.json("status.json"));
    assertThat(run("status")).isEqualTo(ExitCode.DONE);
    assertThat(out.toString())
        .contains("✗ failover unavailable: Only alpha of three Directory servers answers.")
        .contains("Failover is unavailable. Start beta or gamma.")
        .contains("tss   ● hosted  alpha  alpha > gamma      3  alpha hosts tss [2J.")
        .contains("★ leader")
        .contains("✗ gone")
        .doesNotContain("\u001b");
  }

  @Test
  void jsonIsTheAnswerItself() {
    JsonNode status = Samples.json("status.json");
    server.reply("GET /api/v1/status", 200, status);
    assertThat(run("status", "--json")).isEqualTo(ExitCode.DONE);
    assertThat(Api.JSON.readTree(out.toString())).isEqualTo(status);
  }

  @Test
  void showsARoleWithItsServersList() {
    assertThat(run("role", "show", "tss")).isEqualTo(ExitCode.DONE);
    assertThat(out.toString())
        .contains("because it is the first usable server on the list.")
        .contains("1  alpha   ● host         hosts the role")
        .contains("3  gamma   ✗ unreachable  not heard since 12:04:00")
        .contains("greenwave (local)  connected");
  }

  @Test
  void anEditNamesTheVersionThatWasRead() {
    assertThat(run("role", "set-servers", "tss", "beta,alpha")).isEqualTo(ExitCode.DONE);
    ContractServer.Heard edit = server.last();
    assertThat(edit.method()).isEqualTo("PATCH");
    assertThat(edit.headers()).containsEntry("If-match", "\"7\"");
    assertThat(edit.body()).isEqualTo("{\"servers\":[\"beta\",\"alpha\"]}");
  }

  @Test
  void aStaleEditIsRefusedWithWhatTheRoleIsNow() {
    server.someoneElseEdits();
    assertThat(run("role", "force", "tss", "on")).isEqualTo(ExitCode.REFUSED);
    assertThat(err.toString().strip())
        .isEqualTo("✗ The role has changed. Version 8 changed the Servers list; read it again.");
    assertThat(out.toString()).contains("The role is now:").contains("1  alpha");
  }

  @Test
  void aPreviewSaysWhatWouldHappenAndChangesNothing() {
    server.reply(
        "POST " + ROLE + "/preview",
        200,
        Api.JSON.readTree(
            "{\"accepted\":true,\"sentences\":[\"alpha stops tss.\"],\"reasons\":[]}"));
    assertThat(run("role", "deactivate", "tss", "--dry-run")).isEqualTo(ExitCode.WOULD_CHANGE);
    assertThat(out.toString()).contains("would be done").contains("alpha stops tss.");
    assertThat(server.heard()).extracting(ContractServer.Heard::method).containsOnly("POST");
  }

  /** To a script a preview that would change something is another thing. */
  @Test
  void aCommandThatBreaksIsNoPreview() {
    assertThat(run("role", "edit", "tss", "--settings", folder.toString(), "--dry-run"))
        .isEqualTo(ExitCode.BROKE);
    assertThat(err.toString()).contains("✗ It failed here (").contains("look with");
  }

  @Test
  void aPreviewOfARefusalIsARefusal() {
    server.reply(
        "POST " + ROLE + "/preview",
        200,
        Api.JSON.readTree("{\"accepted\":false,\"sentences\":[],\"reasons\":[\"No delta.\"]}"));
    assertThat(run("role", "set-servers", "tss", "delta", "--dry-run")).isEqualTo(ExitCode.REFUSED);
    assertThat(out.toString()).contains("No delta.");
  }

  @Test
  void aPreviewOfNothingIsDone() {
    server.reply(
        "POST " + ROLE + "/preview",
        200,
        Api.JSON.readTree("{\"accepted\":true,\"sentences\":[],\"reasons\":[]}"));
    assertThat(run("role", "activate", "tss", "--dry-run")).isEqualTo(ExitCode.DONE);
  }

  @Test
  void deletingWithoutYesOnlyTells() {
    assertThat(run("role", "delete", "tss")).isEqualTo(ExitCode.WOULD_CHANGE);
    assertThat(out.toString()).contains("It stops on alpha. Its database is left as it is.");
    assertThat(server.heard()).hasSize(1);
    assertThat(run("role", "delete", "tss", "--yes")).isEqualTo(ExitCode.DONE);
    assertThat(server.last().method()).isEqualTo("DELETE");
  }

  @Test
  void aProblemIsOneParagraph() {
    server.reply(
        "POST " + ROLE + "/move",
        409,
        Api.JSON.readTree(
            "{\"status\":409,\"title\":\"Not moved\",\"detail\":\"gamma is not warm.\","
                + "\"reasons\":[\"gamma is not warm.\",\"It is unreachable since 12:04.\"]}"));
    assertThat(run("role", "move", "tss", "gamma")).isEqualTo(ExitCode.REFUSED);
    assertThat(err.toString().strip())
        .isEqualTo("✗ Not moved. gamma is not warm. It is unreachable since 12:04.");
  }

  @Test
  void theNextServerIsAskedWhenOneDoesNotAnswer() throws IOException {
    server.reply("GET /api/v1/status", 200, Samples.json("status.json"));
    assertThat(runAt(unused() + "," + server.url(), "status")).isEqualTo(ExitCode.DONE);
  }

  @Test
  void nobodyAnsweringHasItsOwnExitCode() throws IOException {
    assertThat(runAt(unused(), "servers")).isEqualTo(ExitCode.UNREACHABLE);
    assertThat(err.toString()).contains("No server could do it now.").contains("--server");
  }

  @Test
  void aServerThatCannotNowIsLikeOneThatDoesNotAnswer() throws IOException {
    JsonNode busy = Api.JSON.readTree("{\"status\":503,\"title\":\"No leader\"}");
    server.reply("GET /api/v1/servers", 503, busy);
    assertThat(run("servers")).isEqualTo(ExitCode.UNREACHABLE);
    try (ContractServer other = new ContractServer()) {
      other.reply("GET /api/v1/servers", 200, Api.JSON.readTree("{\"servers\":[]}"));
      assertThat(runAt(server.url() + "," + other.url(), "servers")).isEqualTo(ExitCode.DONE);
    }
  }

  @Test
  void whatMustNotBeDoneTwiceGoesOnOnlyWhereNothingWasDone() throws IOException {
    try (ContractServer other = new ContractServer()) {
      other.reply("POST /api/v1/keys", 201, Api.JSON.readTree("{\"key\":\"gwk_1\"}"));
      String both = server.url() + "," + other.url();
      String[] create = {"key", "create", "k", "--right", "view"};
      server.reply("POST /api/v1/keys", 503, problem(503, "No leader", "Nobody leads."));
      assertThat(runAt(both, create)).isEqualTo(ExitCode.DONE);
      assertThat(out.toString()).contains("gwk_1");
      for (int status : new int[] {502, 503, 504}) {
        server.reply(
            "POST /api/v1/keys", status, problem(status, "Not reached", "It is not known."));
        assertThat(runAt(both, create)).isEqualTo(ExitCode.UNREACHABLE);
      }
      assertThat(other.heard()).hasSize(1);
      assertThat(err.toString().replaceAll("\\s+", " "))
          .contains("It is not known. It may have been done; look with 'greenwave status'")
          .doesNotContain("Check that the servers run");
    }
  }

  @Test
  void anEditThatMayHaveBeenMadeIsNotMadeAgain() throws IOException {
    server.reply(
        "PATCH " + ROLE, 503, problem(503, "Outcome unknown", "It was not confirmed in time."));
    try (ContractServer other = new ContractServer()) {
      String both = server.url() + "," + other.url();
      assertThat(runAt(both, "role", "force", "tss", "on")).isEqualTo(ExitCode.UNREACHABLE);
      assertThat(other.heard()).isEmpty();
    }
  }

  @Test
  void whoIsNotLetInReadsWhatTheServerSaysAndWhatToDo() {
    String over = "This login was good until 10:00, and on beta it is 11:00 now; log in again.";
    server.reply("GET /api/v1/servers", 401, problem(401, "Log in", over));
    assertThat(run("servers")).isEqualTo(ExitCode.REFUSED);
    String said = err.toString().replaceAll("\\s+", " ");
    assertThat(said)
        .contains(over)
        .contains("'greenwave login' does that")
        .contains("GREENWAVE_KEY");
  }

  private static JsonNode problem(int status, String title, String detail) {
    return Api.JSON
        .createObjectNode()
        .put("status", status)
        .put("title", title)
        .put("detail", detail);
  }

  @Test
  void importSendsFilesAsTheyAre() throws IOException {
    Path sites = Files.write(folder.resolve("sites.xml.gz"), new byte[] {0x1f, (byte) 0x8b, 7});
    Path data = Files.writeString(folder.resolve("data.xml"), "<d2LogicalModel/>");
    server.reply(
        "POST " + ROLE + "/import/datex/sites",
        200,
        Api.JSON.readTree("{\"sites\":28085,\"pointSites\":17363,\"millis\":900}"));
    server.reply(
        "POST " + ROLE + "/import/datex/data", 200, Api.JSON.readTree("{\"values\":163698}"));
    assertThat(run("import", "datex", "--sites", sites.toString(), "--data", data.toString()))
        .isEqualTo(ExitCode.DONE);
    assertThat(out.toString()).contains("point sites  17,363").contains("163,698");
    ContractServer.Heard first = server.heard().getFirst();
    assertThat(first.headers()).doesNotContainKey("Content-encoding");
    assertThat(first.body()).isEqualTo("\u001f\u008b\u0007");
    assertThat(server.last().headers()).doesNotContainKey("Content-encoding");
  }

  @Test
  void anImportThatStoresNothingFallsShort() throws IOException {
    Path data = Files.writeString(folder.resolve("data.xml"), "<d2LogicalModel/>");
    String path = "POST " + ROLE + "/import/datex/data";
    String sentence = "Nothing of it could be stored. 9 of 9 sites are not in the site table.";
    server.reply(path, 200, counted(0, sentence));
    assertThat(run("import", "datex", "--data", data.toString())).isEqualTo(ExitCode.FELL_SHORT);
    assertThat(run("import", "datex", "--data", data.toString(), "--json"))
        .isEqualTo(ExitCode.FELL_SHORT);
    assertThat(out.toString()).contains(sentence);
    server.reply(path, 200, counted(9, "All of it had been stored before."));
    assertThat(run("import", "datex", "--data", data.toString())).isEqualTo(ExitCode.DONE);
  }

  private static JsonNode counted(int rows, String sentence) {
    return Api.JSON
        .createObjectNode()
        .put("sites", 9)
        .put("rows", rows)
        .put("samplesStored", 0)
        .put("sentence", sentence);
  }

  @Test
  void aMissingFileIsSaidBeforeAnythingIsSent() {
    assertThat(run("import", "datex", "--sites", folder.resolve("no.xml").toString()))
        .isEqualTo(ExitCode.REFUSED);
    assertThat(err.toString()).contains("There is no readable file");
    assertThat(server.heard()).isEmpty();
  }

  @Test
  void zonesAreReadPageByPage() {
    server
        .reply("GET " + ROLE + "/zones?limit=3&unit=A2-017", 200, page(1, 2, "2"))
        .reply("GET " + ROLE + "/zones?limit=1&after=2&unit=A2-017", 200, page(3, 3, "3"));
    assertThat(run("zones", "--limit", "3", "--unit", "A2-017")).isEqualTo(ExitCode.DONE);
    assertThat(out.toString()).contains("lane 3").contains("3 of 9 zones");
  }

  private static JsonNode page(int from, int to, String next) {
    var page = Api.JSON.createObjectNode().put("total", 9);
    for (int id = from; id <= to; id++) {
      page.withArray("zones")
          .addObject()
          .put("id", id)
          .put("unit", "A2-017")
          .put("label", "lane " + id)
          .put("status", "ok")
          .put("volume", 7)
          .putNull("speed");
    }
    page.set("next", Api.JSON.readTree(next));
    return page;
  }

  @Test
  void aTokenComesWithTheCommandToType() {
    server.reply(
        "POST /api/v1/servers/tokens",
        201,
        Api.JSON.readTree(
            "{\"token\":\"t\",\"command\":\"./greenwave server --host ADDRESS --token t\","
                + "\"sentence\":\"In place of ADDRESS write the address.\"}"));
    assertThat(run("token", "--kind", "expansion")).isEqualTo(ExitCode.DONE);
    assertThat(out.toString())
        .contains("./greenwave server --host ADDRESS --token t")
        .contains("In place of ADDRESS write the address.");
  }

  @Test
  void createSendsTheContractAndNoEmptyFields() {
    server.reply("POST /api/v1/roles", 201, Samples.json("role.json"));
    run("role", "create", "tss", "--servers", "alpha,beta", "--database", "jdbc:postgresql://h/d");
    JsonNode sent = Api.JSON.readTree(server.last().body());
    assertThat(sent)
        .isEqualTo(
            Api.JSON.readTree(
                "{\"name\":\"tss\",\"type\":\"tss\",\"servers\":[\"alpha\",\"beta\"],"
                    + "\"database\":{\"url\":\"jdbc:postgresql://h/d\"}}"));
  }

  @Test
  void aWrongCommandSaysHowItIsWritten() {
    assertThat(run("role", "force", "tss", "perhaps")).isEqualTo(ExitCode.REFUSED);
    assertThat(err.toString()).contains("perhaps").contains("--help");
  }

  private static String unused() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return "http://127.0.0.1:" + socket.getLocalPort();
    }
  }
}
