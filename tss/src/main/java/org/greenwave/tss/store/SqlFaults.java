package org.greenwave.tss.store;

import java.sql.SQLException;

/** Tells apart what a failed transaction means (SQLStates: PostgreSQL's manual, appendix A). */
final class SqlFaults {
  /** Our own: the role was stopped while the transaction ran. */
  static final String STOPPED = "GWSTP";

  private SqlFaults() {}

  /** A sample with this key exists. */
  static boolean storedAlready(SQLException e) {
    return "23505".equals(e.getSQLState());
  }

  /** No partition takes the sample: one that was known here has been dropped. */
  static boolean partitionIsMissing(SQLException e) {
    return "23514".equals(e.getSQLState());
  }

  /** The values themselves cannot be stored: repeating would fail for ever. */
  static boolean refusesTheData(SQLException e) {
    String state = e.getSQLState();
    return state != null
        && (state.startsWith("22") || state.startsWith("23") || state.startsWith("21"));
  }
}
