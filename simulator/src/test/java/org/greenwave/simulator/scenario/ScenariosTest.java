package org.greenwave.simulator.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.greenwave.directory.Reason;
import org.greenwave.directory.laws.Law;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Plays every scenario. {@code mvn -pl simulator -am verify -Dtest.jvm.args=-Drewrite=true} writes
 * the transcripts anew; accept the difference only when you understand its cause.
 */
class ScenariosTest {
  private static final Path SCENARIOS = Path.of("..", "scenarios");

  private static List<Path> files() {
    try (Stream<Path> files = Files.walk(SCENARIOS)) {
      return files.filter(file -> file.toString().endsWith(".scenario")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @TestFactory
  Stream<DynamicTest> everyScenarioPlaysAsItIsWritten() {
    return files().stream()
        .map(file ->
            DynamicTest.dynamicTest(
                SCENARIOS.relativize(file).toString(), file.toUri(), () -> plays(file)));
  }

  private static void plays(Path file) throws IOException {
    String written = Files.readString(file);
    String played = Scenario.parse(written).played().text();
    if (Boolean.getBoolean("rewrite")) {
      Files.writeString(file, played);
    } else {
      assertThat(Difference.of(written, played)).as(file.toString()).isEmpty();
    }
  }

  @Test
  void everyReasonStandsInAScenario() {
    String all = files().stream().map(ScenariosTest::read).reduce("", (one, other) -> one + other);
    assertThat(reasons(Reason.class))
        .filteredOn(reason -> !all.contains("[" + code(reason) + "]"))
        .as("reasons that no scenario shows")
        .isEmpty();
  }

  @Test
  void everyLawIsTheClaimOfAScenario() {
    String all = files().stream().map(ScenariosTest::read).reduce("", (one, other) -> one + other);
    assertThat(Law.values())
        .filteredOn(law -> !Pattern.compile("(?m)^# Laws? .*\\b" + law + "\\b").matcher(all).find())
        .as("laws that no scenario claims")
        .isEmpty();
  }

  @Test
  void thereAreScenariosToPlay() {
    assertThat(files()).hasSizeGreaterThanOrEqualTo(120);
  }

  private static List<Class<?>> reasons(Class<?> type) {
    return type.isRecord()
        ? List.of(type)
        : Stream.of(type.getPermittedSubclasses())
            .<Class<?>>flatMap(sub -> reasons(sub).stream())
            .toList();
  }

  /** As {@link Reason#code} has it. */
  private static String code(Class<?> reason) {
    return reason
        .getSimpleName()
        .replaceAll("(?<=.)([A-Z])", "-$1")
        .toLowerCase(java.util.Locale.ROOT);
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
