package org.greenwave.tss.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.greenwave.role.FencedException;
import org.greenwave.role.RoleStore;
import org.greenwave.sensors.Origin;
import org.greenwave.sensors.Quality;
import org.greenwave.sensors.Reading;
import org.greenwave.sensors.Sample;
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

  private static Submission sample(int second) {
    Reading reading = Reading.of(1, Reading.MISSING, Reading.MISSING, Quality.OK);
    long periodEnd = 1_795_698_000_000L + second * 1000L;
    return Submission.of(List.of(new Sample(1, periodEnd, 1, reading, Origin.NONE)));
  }

  /** Stops while one transaction is under way and two submissions wait. */
  private void stopWithTwoWaiting() throws Exception {
    SampleWriter writer = new SampleWriter(new Slow(), 1, new DayPartitions(), _ -> {});
    var _ = writer.submit(sample(0));
    await().until(() -> !calls.isEmpty());
    var _ = writer.submit(sample(1));
    var _ = writer.submit(sample(2));
    CompletableFuture<Boolean> stopped =
        CompletableFuture.supplyAsync(() -> writer.stop(Duration.ofSeconds(10)));
    await()
        .until(() -> Thread.getAllStackTraces().keySet().stream().anyMatch(LastWriteTest::stops));
    first.countDown();
    assertThat(stopped.get()).isTrue();
  }

  private static boolean stops(Thread thread) {
    return List.of(thread.getStackTrace()).stream()
        .anyMatch(at ->
            at.getClassName().equals(Thread.class.getName()) && at.getMethodName().equals("join"));
  }

  @Test
  void whatStillWaitsWhenItIsStoppedIsWrittenLast() throws Exception {
    stopWithTwoWaiting();
    assertThat(calls).containsExactly("write", "last write");
  }

  /** Each of them goes alone then, and the fence must not go with the first. */
  @Test
  void afterRefusedDataNothingIsWrittenLast() throws Exception {
    refuses = true;
    stopWithTwoWaiting();
    assertThat(calls).containsExactly("write", "last write", "write", "write");
  }
}
