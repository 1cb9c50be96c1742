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
 * @param mark fence, database, table and transaction that the row was written for, in and by; empty
 *     where a version before this one has made the row
 * @param markNow the same, as it is now; a dump that is restored repeats the mark, and neither the
 *     table nor the transaction
 */
public record FenceRow(
    UUID directory,
    long fence,
    String server,
    Instant raisedAt,
    String history,
    String historyNow,
    String mark,
    String markNow) {
  private static final String PLACE = "current_setting('greenwave.place')";

  static final String COLUMNS =
      "directory, fence, server, raised_at, history, current_setting('greenwave.history'),"
          + " coalesce(mark, ''), concat_ws('/', fence, "
          + PLACE
          + ", tableoid, xmin)";

  /** The mark of a row that this transaction writes, for a fence that is given. */
  static final String MARK =
      "concat_ws('/', ?::bigint, " + PLACE + ", 'fence'::regclass::oid, pg_current_xact_id()::xid)";

  /** Whether the database, and the table in it, are still those in which the fence was raised. */
  public boolean sameHistory() {
    return history.equals(historyNow) && (!marked() || (markNow + "/").startsWith(mark + "/"));
  }

  /** A version before this one leaves the mark of an earlier fence as it finds it. */
  private boolean marked() {
    return mark.startsWith(fence + "/");
  }

  /** Where the fence was raised, and where its row is now. */
  String whereabouts() {
    return history.equals(historyNow)
        ? "row %s, now %s".formatted(mark, markNow)
        : "history %s, now %s".formatted(history, historyNow);
  }

  static FenceRow from(ResultSet row) throws SQLException {
    return new FenceRow(
        Objects.requireNonNull(row.getObject(1, UUID.class)),
        row.getLong(2),
        Objects.requireNonNull(row.getString(3)),
        Objects.requireNonNull(row.getObject(4, OffsetDateTime.class)).toInstant(),
        Objects.requireNonNull(row.getString(5)),
        Objects.requireNonNull(row.getString(6)),
        Objects.requireNonNull(row.getString(7)),
        Objects.requireNonNull(row.getString(8)));
  }
}
