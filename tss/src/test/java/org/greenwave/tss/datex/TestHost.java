package org.greenwave.tss.datex;

import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.greenwave.database.DatabaseState;
import org.greenwave.database.DatabaseUrl;
import org.greenwave.database.Raise;
import org.greenwave.database.RoleDatabase;
import org.greenwave.database.RoleDatabaseSettings;
import org.greenwave.database.embedded.EmbeddedPostgres;
import org.greenwave.role.FencedException;
import org.greenwave.tss.ready.WaitingThread;
import org.greenwave.tss.source.Intake;
import org.greenwave.tss.store.DatabaseClock;
import org.greenwave.tss.store.DayPartitions;
import org.greenwave.tss.store.FencedStore;
import org.greenwave.tss.store.KeptDocuments;
import org.greenwave.tss.store.Registered;
import org.greenwave.tss.store.Registry;
import org.greenwave.tss.store.SampleWriter;
import org.greenwave.tss.store.Submission;
import org.greenwave.tss.store.UnitSpec;

/** A server that hosts the role: the store's real parts on a real PostgreSQL, under one fence. */
final class TestHost implements Intake, AutoCloseable {
  private static final UUID DIRECTORY = UUID.fromString("6e2c2d5e-0000-4000-8000-000000000001");
  private final RoleDatabase database;
  private final long fence;
  private final SampleWriter writer;
  private final DatabaseClock clock = new DatabaseClock(InstantSource.system());

  TestHost(EmbeddedPostgres postgres, String server, long fence) {
    this.fence = fence;
    this.database =
        RoleDatabase.of(
            new RoleDatabaseSettings(
                DatabaseUrl.of(postgres.url()),
                postgres.user(),
                postgres.password(),
                DIRECTORY,
                "tss",
                server),
            "org/greenwave/tss/migrations",
            TestHost.class.getClassLoader(),
            InstantSource.system());
    if (database.connect() instanceof DatabaseState.Unreachable lost) {
      throw new IllegalStateException(lost.trouble().sentence());
    }
    Raise raised = database.fences().raise(fence, Duration.ofSeconds(10));
    if (!(raised instanceof Raise.Raised)) {
      throw new IllegalStateException(raised.sentence());
    }
    this.writer =
        new SampleWriter(
            new WaitingThread(),
            new FencedStore(database.store(), fence),
            new DayPartitions(),
            clock,
            samples -> {});
  }

  @Override
  public Map<String, Registered> register(String source, List<UnitSpec> units)
      throws SQLException, FencedException {
    return new Registry(database.store()).register(fence, source, units);
  }

  @Override
  public void retireOthers(String source, Collection<String> names)
      throws SQLException, FencedException {
    new Registry(database.store()).retireOthers(fence, source, names);
  }

  @Override
  public Optional<CompletableFuture<Integer>> submit(Submission submission) {
    return writer.submit(submission);
  }

  @Override
  public void keep(String name, byte[] document) throws SQLException, FencedException {
    new KeptDocuments(database.store()).keep(fence, name, document);
  }

  @Override
  public Optional<byte[]> kept(String name) throws SQLException {
    return new KeptDocuments(database.store()).find(name);
  }

  @Override
  public long nowMillis() {
    return clock.millis();
  }

  /** Forgets all samples and kept documents, so that the same can be stored anew. */
  int forget() throws SQLException, FencedException {
    return database
        .store()
        .write(
            fence,
            connection -> {
              try (var statement = connection.createStatement()) {
                return statement.executeUpdate("truncate sample, zone_current, document");
              }
            });
  }

  /** The one number that a query answers with. */
  long number(String sql) throws SQLException {
    return database
        .store()
        .read(connection -> {
          try (var query = connection.createStatement();
              var row = query.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
          }
        });
  }

  @Override
  public void close() {
    writer.close();
    database.close();
  }
}
