package org.greenwave.tidy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.greenwave.tidy.Settings.Setting;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DocumentsTest {
  private static final Path ROOT = Project.root();

  @Test
  void everyLinkLeadsSomewhere() {
    List<Finding> findings =
        Project.files(".md").stream()
            .filter(file -> ROOT.equals(file.getParent()))
            .flatMap(file -> Documents.deadLinks(file).stream())
            .toList();
    assertThat(Finding.list(findings)).isEmpty();
  }

  @Test
  void theArchitectureListsTheModules() {
    assertThat(Documents.modules(Project.text(ROOT.resolve("ARCHITECTURE.md"))))
        .isEqualTo(Poms.modules(ROOT.resolve("pom.xml")));
  }

  @Test
  void everySettingIsDocumentedWithItsDefault() {
    String operating = Project.text(ROOT.resolve("OPERATING.md"));
    List<Setting> settings = Settings.ofTheServer();
    assertThat(settings).isNotEmpty();
    assertThat(settings)
        .filteredOn(it -> !Documents.documents(operating, it.key(), it.byDefault()))
        .as("rows | `key` | `default` | … missing in OPERATING.md")
        .isEmpty();
  }

  @Test
  void aDeadLinkIsFound(@TempDir Path folder) throws IOException {
    Files.writeString(folder.resolve("B.md"), "# The one\n");
    Path document = folder.resolve("A.md");
    Files.writeString(document, "[a](B.md) [b](B.md#the-one) [c](https://example.org) [d](#top)");
    assertThat(Finding.list(Documents.deadLinks(document))).isEqualTo("A.md: #top leads nowhere.");
    Files.writeString(document, "[a](C.md) [b](B.md#the-two)");
    assertThat(Documents.deadLinks(document)).hasSize(2);
  }

  @Test
  void aModuleThatIsNotInTheTableIsMissed() {
    assertThat(Documents.modules("| `tss/` | a |\n| `server/` | b |\n| word | c |\n"))
        .containsExactly("server", "tss");
  }

  @Test
  void aSettingWithAnotherDefaultIsFound() {
    String operating = "| `lease.millis` | `600` | how long |\n";
    assertThat(Documents.documents(operating, "lease.millis", "600")).isTrue();
    assertThat(Documents.documents(operating, "lease.millis", "700")).isFalse();
    assertThat(Documents.documents(operating, "lease", "600")).isFalse();
  }
}
