package org.greenwave.database;

/**
 * The {@code application_name} of our sessions: {@code gw:<role>:<fence>:<server>} while a session
 * is in a transaction under a fence, {@code gw:<role>:-:<server>} otherwise. So activation ends the
 * sessions that may still write, and leaves the warm ones of standbys alone, its own among them.
 */
final class SessionName {
  /** PostgreSQL cuts names off here. Only the server's name can be cut: role and fence fit. */
  private static final int LONGEST = 63;

  private SessionName() {}

  static String idle(RoleDatabaseSettings settings) {
    return cut("gw:" + settings.role() + ":-:" + settings.server());
  }

  static String writing(RoleDatabaseSettings settings, long fence) {
    return cut("gw:" + settings.role() + ":" + fence + ":" + settings.server());
  }

  private static String cut(String name) {
    return name.length() <= LONGEST ? name : name.substring(0, LONGEST);
  }
}
