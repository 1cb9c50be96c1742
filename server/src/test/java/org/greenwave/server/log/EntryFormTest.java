package org.greenwave.server.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import org.greenwave.directory.Directory;
import org.greenwave.directory.Levels;
import org.greenwave.server.codec.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EntryFormTest {
  @ParameterizedTest
  @ValueSource(longs = {0, 1, 127, 128, 825, 6_600, Long.MAX_VALUE})
  void barriersAreReadAsTheyWereWritten(long longest) {
    LogCommand barrier = new LogCommand.Barrier(longest);
    for (int level = 1; level <= 2; level++) {
      byte[] entry = EntryForm.written(barrier, level);
      assertThat(EntryForm.read(entry, Levels.upTo(2))).isEqualTo(barrier);
    }
  }

  @Test
  void theyAreShortFromLevelTwoOn() {
    LogCommand barrier = new LogCommand.Barrier(825);
    assertThat(EntryForm.written(barrier, 1)).isEqualTo(Json.bytes(barrier));
    assertThat(EntryForm.written(barrier, 2)).hasSize(3);
  }

  @Test
  void aBuildThatDoesNotKnowThemGoesNoFurther() {
    byte[] entry = EntryForm.written(new LogCommand.Barrier(825), 2);
    assertThatExceptionOfType(UnreadableEntryException.class)
        .isThrownBy(() -> EntryForm.read(entry, Levels.FIRST));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "\u0001", "\u0001123456789", "{", "{\"@type\":\"Unheard\"}", "\u0002"})
  void whatIsNoEntryIsNotPassedOver(String text) {
    byte[] entry = text.getBytes(StandardCharsets.ISO_8859_1);
    assertThatExceptionOfType(UnreadableEntryException.class)
        .isThrownBy(() -> EntryForm.read(entry, Levels.upTo(2)));
  }

  @Test
  void whatAnOlderVersionHasWrittenIsOfLevelOne() {
    String written = new String(Json.bytes(Directory.empty()), StandardCharsets.UTF_8);
    String older = written.replace("\"level\":1,", "");
    assertThat(older).isNotEqualTo(written);
    assertThat(Json.read(older.getBytes(StandardCharsets.UTF_8), Directory.class))
        .isEqualTo(Directory.empty());
  }
}
