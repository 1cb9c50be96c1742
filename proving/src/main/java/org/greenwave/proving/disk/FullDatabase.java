package org.greenwave.proving.disk;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.greenwave.proving.Wait;
import org.greenwave.proving.cluster.LocalCluster;
import org.greenwave.proving.cluster.Watch;
import org.greenwave.proving.harm.Scene;
import tools.jackson.databind.JsonNode;

/** The disk of the role database runs full: first its tables cannot grow, then its log. */
final class FullDatabase {
  private static final Duration TO_BE_SAID = Duration.ofSeconds(20);
  private static final Duration TO_STAY = Duration.ofSeconds(10);
  private static final Duration TO_RETURN = Duration.ofSeconds(30);

  /** More than one file of the write-ahead log holds. */
  private static final int MEGABYTES = 40;

  private final Premises premises;

  FullDatabase(Premises premises) {
    this.premises = premises;
  }

  void prove() throws Exception {
    Scene before = premises.whole();
    String host = before.host();
    long fence = premises.cluster().database().fence();
    // One that is opened later finds no room for what a session needs.
    try (Connection session = premises.cluster().database().open()) {
      premises.disks().fill(LocalCluster.DATABASE);
      tablesCannotGrow(before);
      premises.verdict().tell("its log has no room either: " + exhaustLog(session));
    }
    boolean said = Wait.until(TO_BE_SAID, () -> !state(host).equals("connected"));
    premises.verdict().check(said, "the database is %s: %s".formatted(state(host), sentence(host)));
    boolean stays = Wait.throughout(TO_STAY, () -> stays(before));
    premises.verdict().check(stays, "no role moves for it: %s hosts on".formatted(host));
    premises.disks().free(LocalCluster.DATABASE);
    returns(before, fence);
  }

  private void tablesCannotGrow(Scene before) throws IOException, InterruptedException {
    String host = before.host();
    premises.verdict().tell("%s hosts; the disk of the database runs full".formatted(host));
    boolean waits = Wait.until(TO_BE_SAID, () -> sentence(host).contains("No space left"));
    premises.verdict().check(waits, "the role's database section says: " + sentence(host));
    boolean told =
        Wait.until(TO_BE_SAID, () -> row(before.other(), host).contains("No space left"));
    premises.verdict().check(told, "another server says of the host: " + row(before.other(), host));
  }

  private void returns(Scene before, long fence) throws Exception {
    long began = System.nanoTime();
    boolean stored = Wait.until(TO_RETURN, this::writes);
    premises
        .verdict()
        .check(
            stored,
            "with room again, samples are stored after %d ms"
                .formatted((System.nanoTime() - began) / 1_000_000));
    boolean said = Wait.until(TO_BE_SAID, () -> sentence(before.host()).startsWith("Connected"));
    premises.verdict().check(said, "the status says: " + sentence(before.host()));
    Scene after = premises.whole();
    premises
        .verdict()
        .check(
            after.host().equals(before.host()) && premises.cluster().database().fence() == fence,
            "%s hosts under the same fence %d".formatted(after.host(), fence));
  }

  /** Writes to the database's log until it cannot grow any more, which stops the database. */
  private String exhaustLog(Connection session) {
    try (Statement statement = session.createStatement()) {
      for (int megabyte = 0; megabyte < MEGABYTES; megabyte++) {
        statement.execute("select pg_logical_emit_message(false, 'trial', repeat('x', 1000000))");
        premises.disks().fill(LocalCluster.DATABASE);
      }
      return "it has still room";
    } catch (SQLException | IOException full) {
      return String.valueOf(full.getMessage()).lines().findFirst().orElse("");
    }
  }

  /** What the host says of the database. */
  private String sentence(String host) throws IOException, InterruptedException {
    return role(host).at("/database/sentence").asString("");
  }

  private String state(String host) throws IOException, InterruptedException {
    return role(host).at("/database/state").asString("");
  }

  /** What a server says of the host. */
  private String row(String asked, String host) throws IOException, InterruptedException {
    return role(asked)
        .path("servers")
        .valueStream()
        .filter(it -> it.path("name").asString("").equals(host))
        .map(it -> it.path("sentence").asString(""))
        .findFirst()
        .orElse("");
  }

  private JsonNode role(String server) throws IOException, InterruptedException {
    return premises.cluster().api(server).read(Watch.path(""));
  }

  private boolean stays(Scene before) throws IOException, InterruptedException {
    for (String server : before.servers()) {
      if (!premises.host(server).equals(before.host())) {
        return false;
      }
    }
    return true;
  }

  private boolean writes() throws SQLException {
    try {
      long before = premises.cluster().database().samples();
      return Wait.until(
          Duration.ofSeconds(2), () -> premises.cluster().database().samples() > before);
    } catch (SQLException notYet) {
      return false;
    }
  }
}
