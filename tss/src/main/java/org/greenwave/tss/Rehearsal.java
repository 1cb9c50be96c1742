package org.greenwave.tss;

import java.io.IOException;
import java.io.OutputStream;
import java.sql.SQLException;
import org.greenwave.role.RoleStore;
import org.greenwave.tss.store.SampleReports;
import org.greenwave.tss.store.Warmth;
import org.postgresql.PGConnection;

/**
 * Goes once through what activation will need, so that its classes are loaded and a connection is
 * open: the first commit after a failover must not wait for a class loader. Writes nothing.
 */
final class Rehearsal {
  private Rehearsal() {}

  static void run(RoleStore store) throws SQLException {
    new SampleReports(store).totals();
    store.read(connection -> {
      PGConnection postgres = connection.unwrap(PGConnection.class);
      try (OutputStream nowhere = OutputStream.nullOutputStream()) {
        return postgres.getCopyAPI().copyOut("copy (select 1) to stdout (format binary)", nowhere);
      } catch (IOException e) {
        throw new SQLException(e);
      }
    });
    Warmth.load();
  }
}
