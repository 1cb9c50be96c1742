package org.greenwave.database;

import java.sql.SQLException;

/**
 * The database is no longer the one in which the fence was raised: it was replaced, restored or
 * promoted from a standby. The cause of a {@link org.greenwave.role.FencedException} whose two
 * fences are equal; only a new grant licenses writes again.
 */
public final class OtherHistoryException extends Exception {
  private static final long serialVersionUID = 1L;

  OtherHistoryException(FenceRow row) {
    super(
        "The database is not the one any more in which fence %d was raised (%s)."
            .formatted(row.fence(), row.whereabouts()));
  }

  /** The table of the fence itself is as an earlier version has made it. */
  OtherHistoryException(SQLException failure) {
    super("The database is of a version before this one, as one that was restored is.", failure);
  }
}
