package org.greenwave.database;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Objects;
import java.util.UUID;

/**
 * The row that licenses a role's writes.
 *
 * @param directory the identity of the Directory whose grants count here
 * @param fence the fence that has been activated last
 * @param server the host that it was activated for
 * @param raisedAt when, by the database's clock
 * @param history the database's history when it was raised: system identifier / timeline
 * @param historyNow the same, as it is now; another one means that the database was replaced,
 *     restored or promoted, and may have lost commits
 */
public record FenceRow(
    UUID directory,
    long fence,
    String server,
    Instant raisedAt,
    String history,
    String historyNow) {
  static final String COLUMNS =
      "directory, fence, server, raised_at, history, current_setting('greenwave.history')";

  /** Whether the database is still the one in which the fence was raised. */
  public boolean sameHistory() {
    return history.equals(historyNow);
  }

  static FenceRow from(ResultSet row) throws SQLException {
    return new FenceRow(
        Objects.requireNonNull(row.getObject(1, UUID.class)),
        row.getLong(2),
        Objects.requireNonNull(row.getString(3)),
        Objects.requireNonNull(row.getObject(4, OffsetDateTime.class)).toInstant(),
        Objects.requireNonNull(row.getString(5)),
        Objects.requireNonNull(row.getString(6)));
  }
}
