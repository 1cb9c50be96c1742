package org.greenwave.tss.store;

import java.sql.SQLException;
import java.sql.Statement;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.greenwave.role.RoleStore;

/**
 * A role's store whose writes go to temporary tables, made for each transaction and gone with it.
 * PostgreSQL finds a session's temporary tables before all others, so that the same statements run
 * as on the real tables.
 *
 * @param store where the real tables are
 */
public record ScratchStore(RoleStore store) implements RoleStore {
  /** Makes the session know the real tables, down to today's partition; of no row. */
  private static final String TOUCH =
      "select from sample join zone_current using (zone_id) where sample.period_end = 'now'";

  private static final String TABLES =
      Stream.of("unit", "zone", "zone_current", "sample", "gap", "tally", "document")
          .map("create temp table %1$s (like %1$s including all) on commit drop"::formatted)
          .collect(Collectors.joining(";"));

  @Override
  public <T> T read(Work<T> work) throws SQLException {
    return store.read(work);
  }

  @Override
  public <T> T write(long fence, Work<T> work) throws SQLException {
    return rehearse(work);
  }

  @Override
  public <T> T rehearse(Work<T> work) throws SQLException {
    return store.rehearse(connection -> {
      try (Statement statement = connection.createStatement()) {
        statement.execute(TOUCH);
        statement.execute(TABLES);
      }
      return work.run(connection);
    });
  }
}
