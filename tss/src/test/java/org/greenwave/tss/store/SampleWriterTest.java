package org.greenwave.tss.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.greenwave.role.RoleStore;
import org.greenwave.sensors.Origin;
import org.greenwave.sensors.Quality;
import org.greenwave.sensors.Reading;
import org.greenwave.sensors.Sample;
import org.greenwave.tss.ready.WaitingThread;
import org.greenwave.tss.store.SampleWriter.State;
import org.junit.jupiter.api.Test;

class SampleWriterTest {
  private static final Submission ONE =
      Submission.of(
          List.of(
              new Sample(
                  1,
                  1_795_698_000_000L,
                  10,
                  Reading.of(1, Reading.MISSING, Reading.MISSING, Quality.OK),
                  Origin.NONE)));

  /** A store with a mistake in it. */
  private static final class Faulty implements RoleStore {
    @Override
    public <T> T read(Work<T> work) {
      throw new IllegalStateException("a mistake");
    }

    @Override
    public <T> T rehearse(Work<T> work) {
      throw new IllegalStateException("a mistake");
    }

    @Override
    public <T> T write(long fence, Work<T> work) {
      throw new IllegalStateException("a mistake");
    }
  }

  /** Rule 8: a writer that has broken off must not pass for one that waits for its database. */
  @Test
  void aMistakeEndsTheWriterAndIsTold() throws Exception {
    DatabaseClock clock = new DatabaseClock(InstantSource.system());
    try (SampleWriter writer =
        new SampleWriter(
            new WaitingThread(),
            new FencedStore(new Faulty(), 1),
            new DayPartitions(),
            clock,
            _ -> {})) {
      CompletableFuture<Integer> stored = writer.submit(ONE).orElseThrow();
      assertThatThrownBy(() -> stored.get(5, TimeUnit.SECONDS))
          .isInstanceOf(ExecutionException.class)
          .hasMessageContaining("a mistake");
      await().until(() -> writer.state() == State.BROKEN);
      assertThat(writer.trouble()).contains("a mistake");
      assertThat(writer.submit(ONE)).isEmpty();
    }
  }
}
