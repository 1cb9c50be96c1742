package org.greenwave.server.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Calls of plug-ins that throw, hang, or write half of what they should. */
class ShelterTest {
  private static final Duration SHORT = Duration.ofMillis(200);
  private static final Duration LONG = Duration.ofSeconds(20);

  @Test
  void whatIsReturnedIsPassedOn() throws Exception {
    assertThat(new Shelter(1).call(LONG, () -> 7)).isEqualTo(7);
  }

  @Test
  void anErrorBecomesASentence() {
    assertThatThrownBy(() ->
            new Shelter(1)
                .call(
                    LONG,
                    () -> {
                      throw new StackOverflowError();
                    }))
        .isInstanceOf(PluginException.class)
        .hasMessage("failed (StackOverflowError)");
  }

  @Test
  void aCallThatNoThreadCanBeMadeForTakesNoPlace() {
    ExecutorService none = Executors.newCachedThreadPool();
    none.shutdown();
    Shelter shelter = new Shelter(1, none);
    for (int time = 0; time < 2; time++) {
      assertThatThrownBy(() -> shelter.call(LONG, () -> 7))
          .hasMessageStartingWith("could not be called (");
    }
  }

  @Test
  void aCallThatHangsIsLeftAndKeepsItsPlaceUntilItEnds() throws Exception {
    Shelter shelter = new Shelter(1);
    CountDownLatch end = new CountDownLatch(1);
    assertThatThrownBy(() -> shelter.call(SHORT, () -> uninterrupted(end)))
        .hasMessageStartingWith("has not returned for");
    assertThatThrownBy(() -> shelter.call(SHORT, () -> 7)).hasMessageContaining("is busy");
    end.countDown();
    Awaitility.await().atMost(LONG).ignoreExceptions().until(() -> shelter.call(LONG, () -> true));
  }

  private static boolean uninterrupted(CountDownLatch end) {
    while (end.getCount() > 0) {
      Thread.onSpinWait();
    }
    return true;
  }

  @Test
  void aRoleThatStopsWritingIsCutOff() {
    ByteArrayOutputStream response = new ByteArrayOutputStream();
    AnswerStream out = new AnswerStream(() -> response);
    CountDownLatch never = new CountDownLatch(1);
    assertThatThrownBy(() ->
            new Shelter(1)
                .write(
                    SHORT,
                    out,
                    () -> {
                      out.write('1');
                      never.await();
                      return true;
                    }))
        .hasMessageStartingWith("has not returned for");
    assertThat(out.cut()).isTrue();
    assertThatThrownBy(() -> out.write('2')).hasMessageContaining("given up");
    assertThat(response.size()).isEqualTo(1);
  }

  @Test
  void aRoleThatFailsBeforeItWritesCanBeAnsweredFor() {
    AnswerStream out = new AnswerStream(ByteArrayOutputStream::new);
    assertThat(out.cut()).isFalse();
  }
}
