package org.greenwave.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

final class GreenwaveTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... args) {
    return Greenwave.commandLine()
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(args);
  }

  @Test
  void helpNamesEveryCommand() {
    assertThat(run("--help")).isZero();
    assertThat(out.toString())
        .contains(
            "demo",
            "server",
            "service",
            "doctor",
            "database",
            "field",
            "status",
            "servers",
            "role",
            "zones")
        .contains("import", "token", "Keep an embedded PostgreSQL running.");
  }

  @Test
  void aDemoThatCannotBeIsRefusedWithASentence() {
    assertThat(run("demo", "--units", "0")).isEqualTo(2);
    assertThat(err.toString()).contains("1 to 2000 units");
  }

  @Test
  void anUnknownCommandIsRefused() {
    assertThat(run("statos")).isEqualTo(2);
    assertThat(err.toString()).contains("status");
  }
}
