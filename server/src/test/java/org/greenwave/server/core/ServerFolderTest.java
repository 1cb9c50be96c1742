package org.greenwave.server.core;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerFolderTest {
  @TempDir private Path place;

  @Test
  void aServerStartsOnlyWhereThereIsRoom() throws IOException {
    try (ServerFolder folder = new ServerFolder(place.resolve("alpha"))) {
      long free = Files.getFileStore(place).getUsableSpace();
      assertThatCode(folder::demandRoom).doesNotThrowAnyException();
      assertThatThrownBy(() -> folder.demandRoom(2 * free))
          .isInstanceOf(IOException.class)
          .hasMessageMatching("The disk of .*alpha is full: \\d+ kB are left, .* make room\\.");
    }
  }
}
