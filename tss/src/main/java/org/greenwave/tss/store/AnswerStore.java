package org.greenwave.tss.store;

import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.greenwave.role.FencedException;
import org.greenwave.role.RoleStore;

/**
 * A role's store for those who ask it something. They share few of its sessions, so that neither an
 * activation nor a sample waits for a crowd of them.
 */
public final class AnswerStore implements RoleStore {
  /** Of the four sessions of a role's pool. */
  private static final int AT_ONCE = 2;

  private static final long LONGEST_WAIT_MILLIS = 2_000;

  private final RoleStore store;
  private final Semaphore turns = new Semaphore(AT_ONCE, true);

  public AnswerStore(RoleStore store) {
    this.store = store;
  }

  /**
   * Waits for its turn.
   *
   * @throws SQLTransientException when it does not come within two seconds
   */
  @Override
  public <T> T read(Work<T> work) throws SQLException {
    await();
    try {
      return store.read(work);
    } finally {
      turns.release();
    }
  }

  private void await() throws SQLTransientException {
    boolean mine = false;
    try {
      mine = turns.tryAcquire(LONGEST_WAIT_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (!mine) {
      throw new SQLTransientException("Too many ask at once.", SqlFaults.TOO_MANY);
    }
  }

  @Override
  public <T> T write(long fence, Work<T> work) throws SQLException, FencedException {
    return store.write(fence, work);
  }

  @Override
  public <T> T rehearse(Work<T> work) throws SQLException {
    return store.rehearse(work);
  }
}
