package org.greenwave.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.greenwave.cli.api.Api;
import org.junit.jupiter.api.Test;

/** Roles as a script lists and edits them. */
final class RoleEditTest extends Script {
  @Test
  void rolesAreListed() {
    var answer = Api.JSON.createObjectNode();
    answer.putArray("roles").add(Samples.json("role.json"));
    server.reply("GET /api/v1/roles", 200, answer);
    assertThat(run("roles", "list")).isEqualTo(ExitCode.DONE);
    assertThat(out.toString()).contains("tss   ● hosted  alpha  alpha > beta > gamma      3");
  }

  @Test
  void aRoleIsEditedInTheVersionThatWasRead() throws IOException {
    Path settings = Files.writeString(folder.resolve("s.json"), "{\"sources\":[]}");
    Path password = Files.writeString(folder.resolve("p"), "secret of the base\n");
    assertThat(
            run(
                "role",
                "edit",
                "tss",
                "--description",
                "Ring road",
                "--settings",
                settings.toString(),
                "--database",
                "jdbc:postgresql://h/d",
                "--user",
                "gw",
                "--password-file",
                password.toString()))
        .isEqualTo(ExitCode.DONE);
    ContractServer.Heard edit = server.last();
    assertThat(edit.method()).isEqualTo("PATCH");
    assertThat(edit.headers()).containsEntry("If-match", "\"7\"");
    assertThat(Api.JSON.readTree(edit.body()))
        .isEqualTo(
            Api.JSON.readTree(
                "{\"database\":{\"url\":\"jdbc:postgresql://h/d\",\"user\":\"gw\","
                    + "\"password\":\"secret of the base\"},\"description\":\"Ring road\","
                    + "\"settings\":{\"sources\":[]}}"));
    assertThat(out.toString()).contains("tss is changed.").doesNotContain("secret of the base");
  }

  @Test
  void settingsThatWereReadEarlierUndoNothing() throws IOException {
    Path settings = Files.writeString(folder.resolve("s.json"), "{}");
    String[] edit = {"role", "edit", "tss", "--if-version", "6", "--settings", settings.toString()};
    assertThat(run(edit)).isEqualTo(ExitCode.REFUSED);
    assertThat(server.last().headers()).containsEntry("If-match", "\"6\"");
    assertThat(err.toString()).contains("The role has changed.");
    edit[4] = "7";
    assertThat(run(edit)).isEqualTo(ExitCode.DONE);
  }

  @Test
  void settingsAreShownAloneForEditing() {
    assertThat(run("role", "show", "tss", "--settings")).isEqualTo(ExitCode.DONE);
    assertThat(Api.JSON.readTree(out.toString())).isEqualTo(Api.JSON.createObjectNode());
  }

  @Test
  void anEditOfNothingAndSettingsThatAreNoJsonAreRefusedBeforeAnythingIsSent() throws IOException {
    assertThat(run("role", "edit", "tss")).isEqualTo(ExitCode.REFUSED);
    assertThat(err.toString()).contains("Say what to change: --settings");
    Path settings = Files.writeString(folder.resolve("s.json"), "{sources}");
    assertThat(run("role", "edit", "tss", "--settings", settings.toString()))
        .isEqualTo(ExitCode.REFUSED);
    assertThat(err.toString()).contains("is not JSON");
    assertThat(server.heard()).isEmpty();
  }
}
