package org.greenwave.server.host;

import java.sql.SQLException;
import java.util.function.BooleanSupplier;
import org.greenwave.role.FencedException;
import org.greenwave.role.RoleStore;

/**
 * A role's store that tells the server at once when the database refuses the role's fence, and that
 * writes nothing for a role whose licence the server has withdrawn.
 */
record FencingStore(RoleStore store, Refused refused, BooleanSupplier withdrawn)
    implements RoleStore {
  /** Hears of a refused fence; returns at once. */
  interface Refused {
    void refused(long fence, long held);
  }

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
    if (withdrawn.getAsBoolean()) {
      throw FencedException.withdrawn(fence);
    }
    try {
      return store.write(fence, work);
    } catch (FencedException fenced) {
      refused.refused(fence, fenced.held());
      throw fenced;
    }
  }
}
