package org.greenwave.role;

/**
 * How far a hosted role has come.
 *
 * @param steps a count that rises whenever work was done; standing still for long means a hang
 * @param committed how many transactions have been committed since activation
 * @param condition how the role is
 * @param sentence the same for a person, with what to do if something is wrong
 */
public record Progress(long steps, long committed, Condition condition, String sentence) {
  /** What the work is like. */
  public enum Condition {
    /** Loaded, not warm. */
    PREPARED,
    /** Could be activated at once. */
    WARM,
    /** Active, all is well. */
    WORKING,
    /** Active, but the database cannot be written; samples wait. */
    WAITING_FOR_DATABASE,
    /** The database has refused the fence: another server is the host, or it is another one. */
    FENCED_OFF
  }
}
