package org.greenwave.server.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadyingNoteTest {
  @TempDir Path folder;

  @Test
  void endingsInARowAreCountedUntilItIsReadyOrChanged() {
    Path file = folder.resolve("roles/tss.readying");
    assertThat(new ReadyingNote(file).endings(1)).isZero();
    new ReadyingNote(file).begin(1);
    assertThat(new ReadyingNote(file).endings(1)).isEqualTo(1);
    new ReadyingNote(file).begin(1);
    assertThat(new ReadyingNote(file).endings(1)).isEqualTo(2);
    assertThat(new ReadyingNote(file).endings(2)).isZero();
    new ReadyingNote(file).done();
    assertThat(new ReadyingNote(file).endings(1)).isZero();
  }

  @Test
  void oneEndingIsForgivenMoreCostTime() {
    assertThat(ReadyingNote.pause(1)).isZero();
    assertThat(ReadyingNote.pause(2)).isEqualTo(Duration.ofSeconds(20));
    assertThat(ReadyingNote.pause(1_000)).isLessThan(Duration.ofMinutes(10));
  }

  @Test
  void anUnreadableNoteCountsForNothing() throws Exception {
    Path file = Files.writeString(folder.resolve("note"), "1 many");
    assertThat(new ReadyingNote(file).endings(1)).isZero();
  }

  @Test
  void pausesGrowOnlyByARolesOwnFault() {
    RetryPause pause = new RetryPause();
    assertThat(pause.millis(false, false)).isEqualTo(2_000);
    assertThat(pause.millis(true, true)).isEqualTo(2_000);
    assertThat(pause.millis(true, true)).isEqualTo(4_000);
    for (int more = 0; more < 100; more++) {
      assertThat(pause.millis(true, true)).isLessThanOrEqualTo(30_000);
    }
    pause.forget();
    assertThat(pause.millis(true, true)).isEqualTo(2_000);
  }

  /** Each try costs a grant, and a grant is told to people. */
  @Test
  void theThirdGrantThatComesToNothingIsTakenForTheRolesFault() {
    RetryPause pause = new RetryPause();
    assertThat(pause.millis(false, true)).isEqualTo(2_000);
    assertThat(pause.millis(false, true)).isEqualTo(2_000);
    assertThat(pause.millis(false, true)).isEqualTo(2_000);
    assertThat(pause.millis(false, true)).isEqualTo(4_000);
    assertThat(pause.millis(false, false)).isEqualTo(2_000);
    assertThat(pause.millis(false, true)).isEqualTo(8_000);
  }
}
