package org.greenwave.database;

/**
 * The database is no longer the one in which the fence was raised: it was replaced, restored or
 * promoted from a standby. The cause of a {@link org.greenwave.role.FencedException} whose two
 * fences are equal; only a new grant licenses writes again.
 */
public final class OtherHistoryException extends Exception {
  private static final long serialVersionUID = 1L;

  OtherHistoryException(FenceRow row) {
    super(
        "The database's history is now %s, the fence was raised in %s."
            .formatted(row.historyNow(), row.history()));
  }
}
