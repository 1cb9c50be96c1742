package org.greenwave.role;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * The role database as a role sees it. The connection's {@code search_path} is the role's own
 * schema. Every call runs in one transaction, takes a connection from a pool, and is bounded in
 * time.
 *
 * <p>A database may be restored under a role, or promoted, and then hold less than the role has
 * seen in it. No fence that was raised before licenses a write after that; but what a role keeps in
 * memory it has to compare itself when it is activated. The session's setting {@code
 * greenwave.place} names the database and its history.
 */
public interface RoleStore {
  /** Work done in one transaction. It neither commits nor keeps the connection. */
  @FunctionalInterface
  interface Work<T> {
    T run(Connection connection) throws SQLException;
  }

  /**
   * Runs work in a read-only transaction.
   *
   * @throws SQLException when the database cannot be asked or the work fails
   */
  <T> T read(Work<T> work) throws SQLException;

  /**
   * Runs work in a transaction that first locks the role's fence in share mode, then reads it, and
   * holds the lock to its end (law L2).
   *
   * @param fence the fence that the role was activated with
   * @throws FencedException when the database holds another fence; nothing was written, and nothing
   *     ever will be under this fence
   * @throws SQLException when the database cannot be asked or the work fails; nothing was written,
   *     unless the connection broke during the commit
   */
  <T> T write(long fence, Work<T> work) throws SQLException, FencedException;

  /**
   * Runs the last work that a role does under a fence. If the role is on its way to another server,
   * the same transaction hands the fence on, so that the next host need not wait for one more. From
   * then on it may be at work, before {@link HostedRole#release} has returned here: whatever else
   * the role does to the world, devices and their connections among it, must have ended before. To
   * be called once, from within {@code release}, and not from within other work: all that the role
   * still writes under this fence afterwards is refused.
   *
   * @throws FencedException as for a write
   * @throws SQLException as for a write
   */
  default <T> T writeLast(long fence, Work<T> work) throws SQLException, FencedException {
    return write(fence, work);
  }

  /**
   * Runs work as a write would be run, without a fence, and takes back what it did: for a standby
   * that wants its first write to find everything loaded. The work writes to temporary tables only:
   * what it does to others is taken back too, but the host would wait for it.
   *
   * @throws SQLException when the database cannot be asked or the work fails
   */
  <T> T rehearse(Work<T> work) throws SQLException;
}
