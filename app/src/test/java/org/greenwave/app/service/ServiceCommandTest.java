package org.greenwave.app.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ServiceCommandTest {
  private static final Path ANALYZE = Path.of("/usr/bin/systemd-analyze");

  @TempDir Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... args) {
    return new CommandLine(new ServiceCommand())
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(args);
  }

  private Path configuration(String lines) throws IOException {
    return Files.writeString(folder.resolve("alpha.conf"), "name=alpha\n" + lines);
  }

  @Test
  void aDryRunPrintsTheUnitAndChangesNothing() throws Exception {
    Path file = configuration("data=/var/lib/greenwave\nlog-file=/var/log/greenwave/alpha.log\n");
    assertThat(run("install", "--config", file.toString(), "--dry-run")).isZero();
    assertThat(out.toString().lines())
        .contains("[Unit]", "[Service]", "[Install]", "WantedBy=multi-user.target")
        .contains("User=greenwave", "Restart=always", "StartLimitIntervalSec=0")
        .contains(
            "NoNewPrivileges=true", "ProtectSystem=strict", "LimitNOFILE=65536", "LimitRTPRIO=10")
        .contains("ReadWritePaths=\"/var/lib/greenwave\" \"/var/log/greenwave\"")
        .contains("WorkingDirectory=/var/lib/greenwave")
        .anyMatch(line ->
            line.startsWith("ExecStart=\"/")
                && line.endsWith("/greenwave\" server --config \"" + file + "\""));
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void scheduledExportsMayBeWritten() throws Exception {
    Path passphrase = Files.writeString(folder.resolve("passphrase"), "every sensor counts\n");
    Path file =
        configuration(
            "data=/var/lib/greenwave\nexport-folder=/srv/greenwave\nexport-passphrase-file="
                + passphrase
                + "\n");
    UnitFile unit = ServicePlan.of(folder, file);
    assertThat(unit.text()).contains("ReadWritePaths=\"/var/lib/greenwave\" \"/srv/greenwave\"");
    assertThat(unit.secrets()).containsExactly(passphrase);
  }

  @Test
  void systemdItselfFindsNoFault() throws Exception {
    assumeTrue(Files.isExecutable(ANALYZE));
    Path launcher =
        Files.createFile(
            folder.resolve("greenwave"),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
    Path odd = Files.createDirectory(folder.resolve("a \"b\" 100% $c"));
    UnitFile unit = new UnitFile(launcher, odd.resolve("x.conf"), folder, List.of(odd), List.of());
    String sound = unit.text().replace("User=greenwave", "User=root");
    assertThat(verdict(sound.replace("Group=greenwave", "Group=root"))).isEmpty();
    assertThat(verdict(sound.replace("Restart=always", "Restart=perhaps"))).contains("perhaps");
  }

  private String verdict(String text) throws Exception {
    Path unit = Files.writeString(folder.resolve("greenwave-test.service"), text);
    Process asked =
        new ProcessBuilder(ANALYZE.toString(), "verify", "--man=no", unit.toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(asked.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    asked.waitFor();
    return said.lines()
        .filter(line -> line.contains("greenwave-test.service"))
        .reduce("", (all, line) -> all + line + "\n");
  }

  @Test
  void pathsThatBeginNowhereAreRefused() throws Exception {
    String file = configuration("").toString();
    assertThat(run("install", "--config", file, "--dry-run")).isEqualTo(2);
    assertThat(err.toString()).contains("Give data as a whole path in " + file);
    assertThat(run("install", "--config", "/nowhere.conf")).isEqualTo(2);
    assertThat(err.toString()).contains("cannot be read");
  }

  @Test
  void whatAnotherAccountCannotReadIsRefused() throws Exception {
    Path closed =
        Files.createDirectory(
            folder.resolve("closed"),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    Path launcher = Files.createFile(closed.resolve("greenwave"));
    Files.setPosixFilePermissions(launcher, PosixFilePermissions.fromString("rwxr-xr-x"));
    UnitFile unit = new UnitFile(launcher, configuration(""), folder, List.of(), List.of());
    assertThatThrownBy(() -> ServicePlan.demandReadable(unit))
        .isInstanceOf(ServiceException.class)
        .hasMessageContaining("could not read " + closed.toRealPath());
  }

  @Test
  void foldersThatHoldSomethingElseAreNotGivenAway() throws Exception {
    Path data = Files.createDirectories(folder.resolve("data"));
    Path logs = Files.createDirectories(folder.resolve("logs"));
    UnitFile unit =
        new UnitFile(folder, folder, data, List.of(logs, data.resolve("logs")), List.of());
    ServicePlan.demandOwn(unit);
    Files.createFile(logs.resolve("syslog"));
    assertThatThrownBy(() -> ServicePlan.demandOwn(unit)).hasMessageContaining("log-file a folder");
    Files.createFile(data.resolve("lock"));
    UnitFile again = new UnitFile(folder, folder, data, List.of(data.resolve("logs")), List.of());
    ServicePlan.demandOwn(again);
    Files.delete(data.resolve("lock"));
    Files.createFile(data.resolve("letters"));
    assertThatThrownBy(() -> ServicePlan.demandOwn(again)).hasMessageContaining("data a folder");
  }

  @Test
  void withoutSystemdOneSentenceSaysWhatToDo() throws Exception {
    assumeTrue(Files.notExists(Path.of("/run/systemd/system")));
    String file = configuration("data=/var/lib/greenwave\n").toString();
    assertThat(run("install", "--config", file)).isEqualTo(2);
    assertThat(run("uninstall")).isEqualTo(2);
    assertThat(err.toString().lines())
        .hasSize(2)
        .allMatch(line -> line.startsWith("✗ systemd does not run on this machine; let "));
  }
}
