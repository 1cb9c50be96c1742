package org.greenwave.server.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A folder that is not there can be written as little as one on a full disk. */
class VoteWatchTest {
  private final List<RuntimeException> broken = new ArrayList<>();
  private boolean led = true;
  private boolean idle = true;
  private boolean stopped;

  @TempDir private Path folder;

  @Test
  void aServerThatIsLedWritesNothing() {
    VoteWatch watch = watch(folder.resolve("absent"));
    look(watch, 0, 60_000);
    assertThat(broken).isEmpty();
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void whatCannotVoteIsLeftAloneUntilThereIsRoom() {
    VoteWatch watch = watch(folder.resolve("absent"));
    led = false;
    look(watch, 0, 300_000);
    assertThat(broken).isEmpty();
  }

  @Test
  void whatTakesNoPartThoughThereIsRoomAgainHasToBeStartedAnew() throws IOException {
    Path log = folder.resolve("log");
    VoteWatch watch = watch(log);
    led = false;
    look(watch, 0, 5_000);
    Files.createDirectory(log);
    look(watch, 5_500, 5_000 + VoteWatch.IDLE_MILLIS - 500);
    assertThat(broken).isEmpty();
    watch.look(5_000 + VoteWatch.IDLE_MILLIS);
    assertThat(broken).singleElement().isInstanceOf(UnwritableLogException.class);
    assertThat(log).isEmptyDirectory();
  }

  @Test
  void whatIsLedAgainOnceThereIsRoomGoesOn() throws IOException {
    Path log = folder.resolve("log");
    VoteWatch watch = watch(log);
    led = false;
    look(watch, 0, 5_000);
    Files.createDirectory(log);
    led = true;
    look(watch, 5_500, 60_000);
    assertThat(broken).isEmpty();
  }

  @Test
  void aMajorityThatIsLostForOtherReasonsEndsNothing() {
    VoteWatch watch = watch(folder);
    led = false;
    idle = false;
    look(watch, 0, 300_000);
    assertThat(broken).isEmpty();
  }

  /** Between two elections an engine looks idle for a moment, or for many. */
  @Test
  void theLastOneLeftGoesOnForAsLongAsItCouldWriteAllTheTime() {
    VoteWatch watch = watch(folder);
    led = false;
    look(watch, 0, 300_000);
    assertThat(broken).isEmpty();
  }

  /** It keeps the leader in mind that it had. */
  @Test
  void anEngineThatHasEndedItselfHasToBeStartedAnew() {
    VoteWatch watch = watch(folder);
    stopped = true;
    look(watch, 0, 300_000);
    assertThat(broken)
        .singleElement()
        .isInstanceOf(StoppedLogException.class)
        .extracting(Throwable::getMessage)
        .asString()
        .contains("has to be started anew");
  }

  @Test
  void whoIsToldMeanwhileThatItIsRemovedEndsForThatReason() {
    VoteWatch watch = watch(folder);
    stopped = true;
    look(watch, 0, (VoteWatch.STOPPED_LOOKS - 2) * 500);
    watch.close();
    look(watch, 10_000, 300_000);
    assertThat(broken).isEmpty();
  }

  private VoteWatch watch(Path log) {
    VoteWatch.Engine engine = new VoteWatch.Engine(() -> stopped, () -> led, () -> idle, () -> {});
    return new VoteWatch(log, engine, broken::add, 0);
  }

  private static void look(VoteWatch watch, long fromMillis, long toMillis) {
    for (long now = fromMillis; now <= toMillis; now += 500) {
      watch.look(now);
    }
  }
}
