package org.greenwave.tss.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.greenwave.database.DatabaseUrl;
import org.greenwave.database.RoleDatabase;
import org.greenwave.database.RoleDatabaseSettings;
import org.greenwave.database.embedded.EmbeddedPostgres;
import org.greenwave.sensors.Origin;
import org.greenwave.sensors.Quality;
import org.greenwave.sensors.Reading;
import org.greenwave.sensors.Sample;
import org.greenwave.tss.TssPlugin;
import org.greenwave.tss.ready.WaitingThread;
import org.junit.jupiter.api.Test;

/** What a host makes of what the database says about the time, alone and on a real database. */
class DatabaseClockTest {
  private static final UUID DIRECTORY = UUID.fromString("11111111-2222-3333-4444-555555555555");
  private static final Instant TRUE = Instant.parse("2026-11-27T08:00:00Z");
  private static final InstantSource YESTERDAY = () -> Instant.now().minus(Duration.ofDays(1));

  private final AtomicLong steadyMicros = new AtomicLong(-5_000_000);
  private final DatabaseClock clock =
      new DatabaseClock(() -> TRUE.plusSeconds(60), () -> steadyMicros.get() * 1000);

  private static long micros(Instant time) {
    return time.toEpochMilli() * 1000;
  }

  /** The database says its time at some moment of a question that takes a while. */
  private void ask(Instant database, long thereMicros, long backMicros) {
    long asked = steadyMicros.get();
    steadyMicros.addAndGet(thereMicros + backMicros);
    clock.learn(asked, micros(database));
  }

  @Test
  void beforeTheDatabaseHasAnsweredTheOwnClockStandsInForItsClock() {
    assertThat(clock.instant()).isEqualTo(TRUE.plusSeconds(60));
    assertThat(clock.ownAhead()).isEmpty();
  }

  @Test
  void thenTheOwnClockCountsForNothingAndItsDifferenceIsKnown() {
    ask(TRUE, 1000, 1000);
    assertThat(clock.millis()).isEqualTo(TRUE.toEpochMilli() + 1);
    assertThat(clock.ownAhead().orElseThrow())
        .isBetween(Duration.ofSeconds(59), Duration.ofSeconds(60));
    steadyMicros.addAndGet(86_400_000_000L);
    assertThat(clock.millis()).isEqualTo(TRUE.toEpochMilli() + 1 + 86_400_000);
  }

  /** However answers are held up, only what they rule out moves it, so that nothing flaps. */
  @Test
  void answersThatAreLateOnEitherWayDoNotMoveItAndPromptOnesMakeItExact() {
    Random random = new Random(7);
    long began = steadyMicros.get();
    ask(TRUE.plusMillis(200), 200_000, 10_000);
    for (int one = 0; one < 1000; one++) {
      long there = random.nextLong(400_000) + 300;
      long before = steadyMicros.get();
      Instant said = TRUE.plusNanos((before - began + there) * 1000);
      ask(said, there, random.nextInt(400_000));
    }
    Instant now = TRUE.plusNanos((steadyMicros.get() - began) * 1000);
    assertThat(Duration.between(now, clock.instant()).abs()).isLessThan(Duration.ofMillis(20));
  }

  @Test
  void aClockThatIsSetIsFollowedAtOnce() {
    ask(TRUE, 500, 500);
    ask(TRUE.plusSeconds(3600), 200_000, 200_000);
    assertThat(Duration.between(TRUE.plusSeconds(3600), clock.instant()).toMillis())
        .isBetween(0L, 400L);
    ask(TRUE.minusSeconds(3600), 500, 500);
    assertThat(Duration.between(TRUE.minusSeconds(3600), clock.instant()).toMillis())
        .isBetween(0L, 1L);
  }

  @Test
  void aReadingOfTheCatalogueAndEachTransactionTellTheTime() throws Exception {
    try (EmbeddedPostgres postgres = EmbeddedPostgres.temporary();
        RoleDatabase database = database(postgres)) {
      database.connect();
      var _ = database.fences().raise(1, Duration.ofSeconds(5));
      DatabaseClock reading = new DatabaseClock(YESTERDAY);
      new Catalogue(reading).loadCurrent(database.store());
      assertRight(reading);
      DatabaseClock writing = new DatabaseClock(YESTERDAY);
      Registry registry = new Registry(database.store());
      UnitSpec.ZoneSpec lane = new UnitSpec.ZoneSpec(1, "lane", 1);
      UnitSpec unit = new UnitSpec("probe", "u", "", Double.NaN, Double.NaN, List.of(lane));
      int zone =
          registry
              .register(1, "s", List.of(unit))
              .values()
              .iterator()
              .next()
              .zones()
              .getFirst()
              .id();
      try (SampleWriter writer =
          new SampleWriter(
              new WaitingThread(),
              new FencedStore(database.store(), 1),
              new DayPartitions(),
              writing,
              _ -> {})) {
        var _ = writer.submit(Submission.of(List.of(probe(zone))));
        await().until(() -> writing.ownAhead().isPresent());
      }
      assertRight(writing);
    }
  }

  private static Sample probe(int zone) {
    Reading reading = Reading.of(1, Reading.MISSING, Reading.MISSING, Quality.OK);
    return new Sample(zone, TRUE.toEpochMilli(), 1, reading, Origin.NONE);
  }

  private static void assertRight(DatabaseClock clock) {
    assertThat(Duration.between(clock.instant(), Instant.now()).abs())
        .isLessThan(Duration.ofSeconds(1));
    assertThat(clock.ownAhead().orElseThrow())
        .isBetween(Duration.ofSeconds(-86_401), Duration.ofSeconds(-86_399));
  }

  private static RoleDatabase database(EmbeddedPostgres postgres) {
    return RoleDatabase.of(
        new RoleDatabaseSettings(
            DatabaseUrl.of(postgres.url()),
            postgres.user(),
            postgres.password(),
            DIRECTORY,
            "tss",
            "alpha"),
        new TssPlugin().migrations(),
        DatabaseClockTest.class.getClassLoader(),
        InstantSource.system());
  }
}
