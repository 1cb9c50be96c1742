package org.greenwave.proving.failover;

import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.greenwave.proving.cluster.RoleDatabase;
import org.greenwave.proving.figures.Bare;
import org.greenwave.proving.figures.Figures;

/**
 * The reference: a lease of 300 ms in a row of the same database, renewed each 100 ms, looked at by
 * the other each 10 ms. It has no list, no reasons, and a database that may not die.
 */
final class LeaseRow {
  private static final String MAKE =
      "create table if not exists trial.lease (holder text not null, until timestamptz not null)";
  private static final String TAKE =
      "update trial.lease set holder = ?, until = clock_timestamp() + interval '300 ms'"
          + " where holder = ? or until < clock_timestamp()";
  private static final long RENEW_NANOS = 100_000_000;
  private static final long LOOK_NANOS = 10_000_000;

  private LeaseRow() {}

  /** Holds the lease or waits for it until this process ends; says when it got it. */
  public static void main(String[] arguments) throws SQLException {
    Bare.endWithParent();
    try (Connection connection =
            DriverManager.getConnection(arguments[0], arguments[1], arguments[2]);
        PreparedStatement take = connection.prepareStatement(TAKE)) {
      take.setString(1, arguments[3]);
      take.setString(2, arguments[3]);
      boolean held = false;
      System.out.println(System.nanoTime());
      while (true) {
        boolean holds = take.executeUpdate() > 0;
        if (holds && !held) {
          System.out.println(System.nanoTime());
        }
        held = holds;
        LockSupport.parkNanos(held ? RENEW_NANOS : LOOK_NANOS);
      }
    }
  }

  /** Measures so many deaths of the holder, in milliseconds. */
  static Figures measure(RoleDatabase database, int count) throws IOException, SQLException {
    try (Connection connection = database.open();
        Statement statement = connection.createStatement()) {
      statement.execute(MAKE);
      statement.execute("insert into trial.lease values ('nobody', '-infinity')");
    }
    List<Double> times = new ArrayList<>();
    Bare holder = start(database, 0);
    try {
      holder.number();
      for (int at = 1; at <= count; at++) {
        Bare next = start(database, at);
        // A moment at random within the beat of the holder.
        LockSupport.parkNanos(RENEW_NANOS + System.nanoTime() % RENEW_NANOS);
        long killed = holder.kill();
        holder = next;
        times.add((next.number() - killed) / 1e6);
      }
    } finally {
      holder.close();
    }
    return new Figures(times);
  }

  private static Bare start(RoleDatabase database, int number) throws IOException {
    Bare bare =
        Bare.start(
            LeaseRow.class,
            database.url(),
            database.user(),
            database.password(),
            "holder " + number);
    bare.number();
    return bare;
  }
}
