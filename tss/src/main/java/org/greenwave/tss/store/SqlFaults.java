package org.greenwave.tss.store;

import java.sql.SQLException;
import java.util.Set;

/** Tells apart what a failed transaction means (SQLStates: PostgreSQL's manual, appendix A). */
public final class SqlFaults {
  /** Our own: the role was stopped while the transaction ran. */
  static final String STOPPED = "GWSTP";

  /** PostgreSQL's {@code too_many_connections}; here, of those who ask. */
  static final String TOO_MANY = "53300";

  /** No connection, no means, ended or stopped by somebody: classes of SQLStates. */
  private static final Set<String> AWAY = Set.of("08", "53", "57");

  private SqlFaults() {}

  /** A sample with this key exists. */
  static boolean storedAlready(SQLException e) {
    return "23505".equals(e.getSQLState());
  }

  /** No partition takes the sample: one that was known here has been dropped. */
  static boolean partitionIsMissing(SQLException e) {
    return "23514".equals(e.getSQLState());
  }

  /** Nobody answers, or not in time: the same may work in a moment. */
  public static boolean databaseAway(SQLException e) {
    String state = e.getSQLState();
    return state == null || AWAY.contains(state.substring(0, Math.min(2, state.length())));
  }

  /** The values themselves cannot be stored: repeating would fail for ever. */
  static boolean refusesTheData(SQLException e) {
    String state = e.getSQLState();
    return state != null
        && (state.startsWith("22") || state.startsWith("23") || state.startsWith("21"));
  }
}
