package org.greenwave.tidy;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.googlejavaformat.java.FormatterException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FormatTest {
  private static final String BADLY_LAID_OUT = "class A {int a ( ) {return 1;}}\n";

  @Test
  void everyJavaFileIsLaidOutByTheFormatter() throws Exception {
    List<Path> files = Project.files(".java");
    if (Boolean.getBoolean("rewrite")) {
      for (Path file : files) {
        Format.rewrite(file);
      }
    }
    List<Finding> findings =
        files.parallelStream()
            .flatMap(file -> Format.check(Project.name(file), Project.text(file)).stream())
            .toList();
    assertThat(files).isNotEmpty();
    assertThat(Finding.list(findings)).isEmpty();
  }

  @Test
  void aFileLaidOutByHandIsFound() {
    assertThat(Format.check("A.java", BADLY_LAID_OUT)).isPresent();
    assertThat(Format.check("A.java", "class {")).isPresent();
  }

  @Test
  void aRewrittenFileHolds(@TempDir Path folder) throws IOException, FormatterException {
    Path file = Files.writeString(folder.resolve("A.java"), BADLY_LAID_OUT);
    assertThat(Format.rewrite(file)).isTrue();
    assertThat(Format.check("A.java", Files.readString(file))).isEmpty();
    assertThat(Format.rewrite(file)).isFalse();
  }
}
