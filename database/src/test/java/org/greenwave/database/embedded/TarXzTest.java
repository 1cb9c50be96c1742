package org.greenwave.database.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

class TarXzTest {
  @TempDir Path folder;

  @Test
  void unpacksFilesLinksAndPrograms() throws Exception {
    byte[] archive = archive(file("bin/run", 0755), file("lib/a", 0644), link("lib/b", "a"));
    TarXz.unpack(new ByteArrayInputStream(archive), folder);
    assertThat(folder.resolve("bin/run")).isExecutable().hasContent("text");
    assertThat(folder.resolve("lib/b")).isSymbolicLink().hasContent("text");
    assertThat(Files.isExecutable(folder.resolve("lib/a"))).isFalse();
  }

  @Test
  void nothingLeavesTheFolder() throws Exception {
    for (byte[] archive :
        new byte[][] {
          archive(file("../escaped", 0644)),
          archive(file("a/../../escaped", 0644)),
          archive(link("out", "../..")),
          archive(link("out", "/etc")),
          archive(link("in", "."), file("in/escaped", 0644)),
        }) {
      Path target = Files.createTempDirectory(folder, "target");
      assertThatThrownBy(() -> TarXz.unpack(new ByteArrayInputStream(archive), target))
          .isInstanceOf(IOException.class)
          .hasMessageStartingWith("The archive");
    }
    assertThat(folder.resolve("escaped")).doesNotExist();
  }

  @Test
  void aCutOffArchiveIsAnError() throws Exception {
    byte[] archive = archive(file("a", 0644));
    byte[] cut = Arrays.copyOf(archive, archive.length / 2);
    assertThatThrownBy(() -> TarXz.unpack(new ByteArrayInputStream(cut), folder))
        .isInstanceOf(IOException.class);
  }

  private static TarArchiveEntry file(String name, int mode) {
    TarArchiveEntry entry = new TarArchiveEntry(name, true);
    entry.setMode(mode);
    entry.setSize(4);
    return entry;
  }

  private static TarArchiveEntry link(String name, String target) {
    TarArchiveEntry entry = new TarArchiveEntry(name, TarConstants.LF_SYMLINK);
    entry.setLinkName(target);
    return entry;
  }

  private static byte[] archive(TarArchiveEntry... entries) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar =
        new TarArchiveOutputStream(new XZOutputStream(bytes, new LZMA2Options(1)))) {
      for (TarArchiveEntry entry : entries) {
        tar.putArchiveEntry(entry);
        if (entry.isFile() && !entry.isSymbolicLink()) {
          tar.write("text".getBytes(StandardCharsets.UTF_8));
        }
        tar.closeArchiveEntry();
      }
    }
    return bytes.toByteArray();
  }
}
