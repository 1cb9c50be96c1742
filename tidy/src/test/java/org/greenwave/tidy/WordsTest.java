package org.greenwave.tidy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WordsTest {
  private static final long LARGEST_TEXT_BYTES = 2_000_000;

  @Test
  void noFileHasAWordThatHasNoPlace() {
    List<Path> files = Project.files().stream().filter(WordsTest::maybeText).toList();
    List<Finding> findings =
        files.stream()
            .flatMap(file -> Words.check(Project.name(file), Project.text(file)).stream())
            .toList();
    assertThat(files).isNotEmpty();
    assertThat(Finding.list(findings)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "// TO" + "DO later",
        "cd /wo" + "rk/w/here",
        "ls ../sha" + "red",
        "@Dis" + "abled class A {}",
        "Thread.sl" + "eep(5);",
        "\"resol" + "ved\": \"https://a\""
      })
  void aWordWithoutAPlaceIsFound(String line) {
    assertThat(Words.check("A.java", "\n" + line + "\n"))
        .singleElement()
        .extracting(Finding::where)
        .isEqualTo("A.java:2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"the network/workshop", "$folder/wo" + "rk/a", "a shared lock"})
  void anHonestLineIsNot(String line) {
    assertThat(Words.check("A.java", line)).isEmpty();
  }

  private static boolean maybeText(Path file) {
    return file.toFile().length() < LARGEST_TEXT_BYTES && Files.isReadable(file);
  }
}
