package org.greenwave.tss;

import java.io.IOException;
import java.io.OutputStream;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import org.greenwave.role.RoleStore;
import org.greenwave.tss.store.Catalogue;
import org.greenwave.tss.store.SampleReports;
import org.greenwave.tss.store.Warmth;
import org.postgresql.PGConnection;

/**
 * Goes once through what activation will need, so that its classes are loaded and a connection is
 * open: the first commit after a failover must not wait for a class loader. Writes nothing.
 */
final class Rehearsal {
  private static final int ROUNDS = 20;
  private static final long LONGEST_NANOS = TimeUnit.MILLISECONDS.toNanos(300);

  private Rehearsal() {}

  static void run(RoleStore store, Catalogue catalogue) throws SQLException {
    new SampleReports(store).totals();
    readCurrent(store, catalogue);
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

  /** Read until it is compiled, on this side and in the database's session; large ones once. */
  private static void readCurrent(RoleStore store, Catalogue catalogue) throws SQLException {
    long began = System.nanoTime();
    for (int round = 0; round < ROUNDS && System.nanoTime() - began < LONGEST_NANOS; round++) {
      catalogue.loadCurrent(store);
    }
  }
}
