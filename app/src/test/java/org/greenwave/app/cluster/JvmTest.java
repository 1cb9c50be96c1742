package org.greenwave.app.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.greenwave.app.Program;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JvmTest {
  private static final String FLAGS = "greenwave.jvm";

  @TempDir private Path app;
  private String before = "";

  @BeforeEach
  void standsElsewhere() throws IOException {
    before = System.getProperty(FLAGS, "");
    System.setProperty(FLAGS, Files.createDirectories(app.resolve("jvm")).toString());
    Files.createDirectories(app.resolve("target"));
  }

  @AfterEach
  void standsWhereItStood() {
    if (before.isEmpty()) {
      System.clearProperty(FLAGS);
    } else {
      System.setProperty(FLAGS, before);
    }
  }

  @Test
  void aServerStartsFromARecordingWhereThereIsOne() throws IOException {
    Path recording = Files.writeString(app.resolve("target/server.aot"), "recorded");
    assertThat(Jvm.command(Program.SERVER, List.of("--name", "alpha")))
        .contains("-XX:AOTCache=" + recording)
        .endsWith("server", "--name", "alpha");
    assertThat(Jvm.command(Program.FIELD, List.of())).noneMatch(it -> it.contains("AOT"));
  }

  @Test
  void withoutARecordingOrAfterAFailedOneItStartsPlainly() throws IOException {
    assertThat(Jvm.command(Program.SERVER, List.of())).noneMatch(it -> it.contains("AOT"));
    Files.writeString(app.resolve("target/server.aot"), "");
    assertThat(Jvm.command(Program.SERVER, List.of())).noneMatch(it -> it.contains("AOT"));
  }

  @Test
  void aRecordingServerSaysWhereTo() {
    assertThat(Jvm.recording(Program.SERVER, List.of(), app.resolve("new.aot")))
        .contains("-XX:AOTCacheOutput=" + app.resolve("new.aot"));
  }
}
