package org.greenwave.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class SharedTextTest {
  private final AtomicInteger made = new AtomicInteger();
  private final AtomicLong version = new AtomicLong();

  @Test
  void manyFollowersHaveOneTextMade() {
    SharedText text =
        new SharedText(() -> "status " + made.incrementAndGet(), version::get, 600_000);
    String first = text.get();
    for (int follower = 0; follower < 100; follower++) {
      assertThat(text.get()).isSameAs(first);
    }
    assertThat(made).hasValue(1);
  }

  @Test
  void aTextThatTakesLongToMakeIsMadeOnceForAllWhoWait() {
    SharedText text =
        new SharedText(
            () -> {
              LockSupport.parkNanos(400_000_000);
              return "status " + made.incrementAndGet();
            },
            version::get,
            200);
    String first = text.get();
    assertThat(text.get()).isSameAs(first);
    assertThat(made).hasValue(1);
  }

  @Test
  void aTextIsMadeAnewAfterItsTimeAndKeptIfItSaysTheSame() {
    SharedText text =
        new SharedText(() -> "status " + made.incrementAndGet() / 3, version::get, -1);
    String first = text.get();
    assertThat(text.get()).isSameAs(first);
    assertThat(text.get()).isEqualTo("status 1");
    assertThat(made).hasValue(3);
  }

  @Test
  void aChangeOnRecordIsNeverLeftOut() {
    SharedText text =
        new SharedText(() -> made.incrementAndGet() + " of " + version, version::get, 600_000);
    assertThat(text.get()).isEqualTo("1 of 0");
    version.incrementAndGet();
    assertThat(text.get()).isEqualTo("2 of 1");
    assertThat(text.get()).isEqualTo("2 of 1");
  }

  @Test
  void aChangeInTheMiddleOfTheMakingIsNotLeftOutEither() {
    SharedText text =
        new SharedText(() -> "made at " + version.getAndIncrement(), version::get, 600_000);
    assertThat(text.get()).isEqualTo("made at 0");
    assertThat(text.get()).isEqualTo("made at 1");
  }
}
