package org.greenwave.server.host;

import java.sql.SQLException;
import org.greenwave.role.FencedException;
import org.greenwave.role.RoleStore;

/** A role's store that tells the server at once when the database refuses the role's fence. */
record FencingStore(RoleStore store, Refused refused) implements RoleStore {
  /** Hears of a refused fence; returns at once. */
  interface Refused {
    void refused(long fence, long held);
  }

  @Override
  public <T> T read(Work<T> work) throws SQLException {
    return store.read(work);
  }

  @Override
  public <T> T write(long fence, Work<T> work) throws SQLException, FencedException {
    try {
      return store.write(fence, work);
    } catch (FencedException fenced) {
      refused.refused(fence, fenced.held());
      throw fenced;
    }
  }
}
