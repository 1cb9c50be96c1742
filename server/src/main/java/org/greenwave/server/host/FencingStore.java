package org.greenwave.server.host;

import java.sql.SQLException;
import java.util.function.BooleanSupplier;
import org.greenwave.role.FencedException;
import org.greenwave.role.RoleStore;

/**
 * A role's store that tells the server at once what has become of a write, and that writes nothing
 * for a role whose licence the server has withdrawn.
 */
record FencingStore(RoleStore store, Parting parting, Witness witness, BooleanSupplier withdrawn)
    implements RoleStore {
  /** Hears of a refused fence; returns at once. */
  interface Refused {
    void refused(long fence, long held);
  }

  /**
   * Who is told.
   *
   * @param committed run after each commit; returns at once
   */
  record Witness(Refused refused, Runnable committed) {}

  @Override
  public <T> T read(Work<T> work) throws SQLException {
    return store.read(work);
  }

  @Override
  public <T> T rehearse(Work<T> work) throws SQLException {
    return store.rehearse(work);
  }

  @Override
  public <T> T write(long fence, Work<T> work) throws SQLException, FencedException {
    return witnessed(fence, () -> store.write(fence, work));
  }

  @Override
  public <T> T writeLast(long fence, Work<T> work) throws SQLException, FencedException {
    return witnessed(fence, () -> parting.write(fence, work));
  }

  /** A write of either kind. */
  private interface Write<T> {
    T run() throws SQLException, FencedException;
  }

  private <T> T witnessed(long fence, Write<T> write) throws SQLException, FencedException {
    if (withdrawn.getAsBoolean()) {
      throw FencedException.withdrawn(fence);
    }
    try {
      T done = write.run();
      witness.committed().run();
      return done;
    } catch (FencedException fenced) {
      witness.refused().refused(fence, fenced.held());
      throw fenced;
    }
  }
}
