package org.greenwave.tss.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.greenwave.role.FencedException;
import org.greenwave.role.RoleStore;
import org.greenwave.sensors.Origin;
import org.greenwave.sensors.Quality;
import org.greenwave.sensors.Reading;
import org.greenwave.sensors.Sample;
import org.greenwave.tss.ready.WaitingThread;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Which of a writer's transactions is its last: with that the fence may go to another server. */
@Timeout(30)
class LastWriteTest {
  private final List<String> calls = new CopyOnWriteArrayList<>();
  private final CountDownLatch first = new CountDownLatch(1);
  private volatile boolean refuses;

  /** A database that takes its time for the first transaction, and may refuse a last one's data. */
  private final class Slow implements RoleStore {
    @Override
    public <T> T read(Work<T> work) {
      throw new UnsupportedOperationException();
    }

    @Override
    public <T> T rehearse(Work<T> work) {
      throw new UnsupportedOperationException();
    }

    @Override
    public <T> T write(long fence, Work<T> work) throws SQLException {
      calls.add("write");
      try {
        first.await();
      } catch (InterruptedException e) {
        throw new SQLException(e);
      }
      return stored();
    }

    @Override
    public <T> T writeLast(long fence, Work<T> work) throws SQLException, FencedException {
      calls.add("last write");
      if (refuses) {
        throw new SQLException("out of range", "22003");
      }
      return stored();
    }

    /** What the writer is told of up to three submissions. */
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private <T> T stored() {
      return (T) List.of(1, 1, 1);
    }
  }

  private static Sample sample(int second) {
    Reading reading = Reading.of(1, Reading.MISSING, Reading.MISSING, Quality.OK);
    return new Sample(1, 1_795_698_000_000L + second * 1000L, 1, reading, Origin.NONE);
  }

  private static Submission samples(int many) {
    return Submission.of(IntStream.range(0, many).mapToObj(LastWriteTest::sample).toList());
  }

  /** Stops while one transaction is under way and submissions of so many samples wait. */
  private void stopWhileThereWait(int... sizes) throws Exception {
    DatabaseClock clock = new DatabaseClock(InstantSource.system());
    SampleWriter writer =
        new SampleWriter(
            new WaitingThread(),
            new FencedStore(new Slow(), 1),
            new DayPartitions(),
            clock,
            _ -> {});
    var _ = writer.submit(samples(1));
    await().until(() -> !calls.isEmpty());
    for (int size : sizes) {
      var _ = writer.submit(samples(size));
    }
    Thread stopping = Thread.ofPlatform().start(() -> writer.stop(Duration.ofSeconds(10)));
    await().until(() -> stopping.getState() == Thread.State.TIMED_WAITING);
    first.countDown();
    stopping.join();
  }

  @Test
  void whatStillWaitsWhenItIsStoppedIsWrittenLast() throws Exception {
    stopWhileThereWait(1, 1);
    assertThat(calls).containsExactly("write", "last write");
  }

  @Test
  void ofWhatIsTooMuchForOneTransactionOnlyTheRestIsWrittenLast() throws Exception {
    stopWhileThereWait(5_000, 5_000, 5_000);
    assertThat(calls).containsExactly("write", "write", "last write");
  }

  @Test
  void whenNothingWaitsNothingIsWrittenLast() throws Exception {
    stopWhileThereWait();
    assertThat(calls).containsExactly("write");
  }

  /** Each of them goes alone then, and the fence must not go with the first. */
  @Test
  void afterRefusedDataNothingIsWrittenLast() throws Exception {
    refuses = true;
    stopWhileThereWait(1, 1);
    assertThat(calls).containsExactly("write", "last write", "write", "write");
  }
}
