package org.greenwave.proving.failover;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
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
 * The floor of a planned move: one JVM hands a row over in the transaction of its last write and
 * says so to another, which makes its first write under that row. Both are warm and do nothing
 * else. No host can follow another in order with fewer transactions.
 */
final class BareMove {
  private static final String MAKE =
      "create table if not exists trial.handed (holder int not null);"
          + " create table if not exists trial.moved (stored timestamptz not null);"
          + " insert into trial.handed values (0)";
  private static final String WRITE = "insert into trial.moved values (clock_timestamp())";
  private static final String HAND_OVER = "update trial.handed set holder = holder + 1";
  private static final String CHECK = "select holder from trial.handed for share";

  /** As seldom as a role moves at most, so that nothing is warmer than it would be there. */
  private static final long PAUSE_NANOS = 250_000_000;

  private static final int WARMING = 5;

  private BareMove() {}

  /** Without a port the one that follows; with one, the one that hands over. Both say when. */
  public static void main(String[] arguments) throws IOException, SQLException {
    Bare.endWithParent();
    try (Connection connection =
        DriverManager.getConnection(arguments[0], arguments[1], arguments[2])) {
      connection.setAutoCommit(false);
      if (arguments.length > 3) {
        handOver(connection, Integer.parseInt(arguments[3]));
      } else {
        follow(connection);
      }
    }
  }

  private static void handOver(Connection connection, int port) throws IOException, SQLException {
    try (Socket word = new Socket(InetAddress.getLoopbackAddress(), port);
        PreparedStatement write = connection.prepareStatement(WRITE);
        PreparedStatement handOver = connection.prepareStatement(HAND_OVER)) {
      word.setTcpNoDelay(true);
      while (true) {
        LockSupport.parkNanos(PAUSE_NANOS);
        System.out.println(System.nanoTime());
        write.executeUpdate();
        handOver.executeUpdate();
        connection.commit();
        word.getOutputStream().write(1);
      }
    }
  }

  private static void follow(Connection connection) throws IOException, SQLException {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        PreparedStatement check = connection.prepareStatement(CHECK);
        PreparedStatement write = connection.prepareStatement(WRITE)) {
      System.out.println(server.getLocalPort());
      try (Socket word = server.accept()) {
        while (word.getInputStream().read() >= 0) {
          check.executeQuery().close();
          write.executeUpdate();
          connection.commit();
          System.out.println(System.nanoTime());
        }
      }
    }
  }

  /** Measures so many moves, in milliseconds. */
  static Figures measure(RoleDatabase database, int count) throws IOException, SQLException {
    try (Connection connection = database.open();
        Statement statement = connection.createStatement()) {
      statement.execute(MAKE);
    }
    List<Double> times = new ArrayList<>();
    try (Bare next = start(database);
        Bare before = start(database, String.valueOf(next.number()))) {
      for (int at = 0; at < WARMING + count; at++) {
        long last = before.number();
        times.add((next.number() - last) / 1e6);
      }
    }
    return new Figures(times.subList(WARMING, times.size()));
  }

  private static Bare start(RoleDatabase database, String... more) throws IOException {
    List<String> arguments =
        new ArrayList<>(List.of(database.url(), database.user(), database.password()));
    arguments.addAll(List.of(more));
    return Bare.start(BareMove.class, arguments.toArray(String[]::new));
  }
}
