package org.greenwave.server.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerFolderTest {
  @TempDir private Path place;

  @Test
  void aServerStartsOnlyWhereThereIsRoom() throws IOException {
    try (ServerFolder folder = new ServerFolder(place.resolve("alpha"))) {
      long free = Files.getFileStore(place).getUsableSpace();
      assertThatCode(folder::demandSound).doesNotThrowAnyException();
      assertThatThrownBy(() -> folder.demandRoom(2 * free))
          .isInstanceOf(IOException.class)
          .hasMessageMatching("The disk of .*alpha is full: \\d+ kB are left, .* make room\\.");
    }
  }

  /** A virtual machine that was set back must not be taken for its own former run. */
  @Test
  void aRunSortsAfterAllEarlierOnesAlsoWhenTheFolderIsSetBackOrTheClock() throws IOException {
    try (ServerFolder folder = new ServerFolder(place.resolve("alpha"))) {
      String first = folder.nextIncarnation(at(1_000), "b");
      String atOnce = folder.nextIncarnation(at(1_000), "a");
      assertThat(atOnce).isGreaterThan(first);
      assertThat(folder.nextIncarnation(at(500), "a")).isGreaterThan(atOnce);
    }
    try (ServerFolder restored = new ServerFolder(place.resolve("before"))) {
      assertThat(restored.nextIncarnation(at(2_000), "a")).startsWith("0000002000-");
    }
  }

  private static InstantSource at(long seconds) {
    return InstantSource.fixed(Instant.ofEpochSecond(seconds));
  }
}
