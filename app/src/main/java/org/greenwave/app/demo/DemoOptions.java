package org.greenwave.app.demo;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What a demo is like. Whatever cannot be is refused with a sentence.
 *
 * @param auto whether it ends by itself after the last failover
 * @param failovers how many failovers it shows
 * @param units how many TSS units the field has
 * @param periodSeconds the length of the units' sample periods
 * @param port the first TCP port: alpha's API; beta's is 10 higher, gamma's 20, PostgreSQL's 30
 * @param fieldPort unit n answers on this UDP port + n
 * @param timeLapse how many times as fast the roads' day passes
 * @param recording where beta records its start, for servers that start later; empty for nowhere
 */
public record DemoOptions(
    boolean auto,
    int failovers,
    int units,
    int periodSeconds,
    int port,
    int fieldPort,
    double timeLapse,
    Optional<Path> recording) {
  /** The server that records its start: it joins, stands by, and takes over. */
  static final String RECORDER = "beta";

  /** The servers, in the order of the role's list. */
  static final List<String> SERVERS = List.of("alpha", "beta", "gamma");

  private static final int BETWEEN = 10;
  private static final int DATABASE = 30;

  public DemoOptions {
    check(failovers >= 1 && failovers <= 1000, "A demo shows 1 to 1000 failovers.");
    check(units >= 1 && units <= 2000, "The field of a demo has 1 to 2000 units.");
    check(periodSeconds >= 1 && periodSeconds <= 60, "A period lasts 1 to 60 seconds.");
    check(port >= 1024 && port <= 65_000, "--ports lies between 1024 and 65000.");
    check(fieldPort >= 1024 && fieldPort + units <= 65_535, "The field's ports end at 65535.");
    check(timeLapse >= 1 && timeLapse <= 10_000, "The day passes 1 to 10000 times as fast.");
  }

  private static void check(boolean holds, String sentence) {
    if (!holds) {
      throw new IllegalArgumentException(sentence);
    }
  }

  int port(String server) {
    return port + SERVERS.indexOf(server) * BETWEEN;
  }

  int databasePort() {
    return port + DATABASE;
  }

  String api(String server) {
    return "http://127.0.0.1:" + port(server);
  }

  String databaseUrl() {
    return "jdbc:postgresql://127.0.0.1:" + databasePort() + "/greenwave";
  }
}
