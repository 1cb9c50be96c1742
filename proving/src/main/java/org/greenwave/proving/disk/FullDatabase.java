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
    long fence = premises.cluster().database().fence();
    premises.disks().fill(LocalCluster.DATABASE);
    premises
        .verdict()
        .tell("the disk of the database runs full; %s hosts".formatted(before.host()));
    boolean grows = !Wait.until(TO_BE_SAID, () -> sentence(before.host()).contains("disk"));
    premises.verdict().check(!grows, "the status says: " + sentence(before.host()));
    String why = exhaustLog();
    premises.verdict().tell("its log cannot be written: " + why);
    boolean said = Wait.until(TO_BE_SAID, () -> unwritable(before.host()));
    premises.verdict().check(said, "the status says: " + sentence(before.host()));
    boolean stays = Wait.throughout(TO_STAY, () -> stays(before));
    premises.verdict().check(stays, "no role moves for it: %s hosts on".formatted(before.host()));
    premises.disks().free(LocalCluster.DATABASE);
    long began = System.nanoTime();
    boolean stored = Wait.until(TO_RETURN, this::writes);
    premises
        .verdict()
        .check(
            stored,
            "with room again, samples are stored after %d ms"
                .formatted((System.nanoTime() - began) / 1_000_000));
    Scene after = premises.whole();
    premises
        .verdict()
        .check(
            after.host().equals(before.host()) && premises.cluster().database().fence() == fence,
            "%s hosts under the same fence %d".formatted(after.host(), fence));
  }

  /** Writes to the database's log until it cannot grow any more, which stops the database. */
  private String exhaustLog() {
    try (Connection connection = premises.cluster().database().open();
        Statement statement = connection.createStatement()) {
      for (int megabyte = 0; megabyte < MEGABYTES; megabyte++) {
        statement.execute("select pg_logical_emit_message(false, 'trial', repeat('x', 1000000))");
        premises.disks().fill(LocalCluster.DATABASE);
      }
      return "it has still room";
    } catch (SQLException | IOException full) {
      return String.valueOf(full.getMessage()).lines().findFirst().orElse("");
    }
  }

  private String sentence(String host) throws IOException, InterruptedException {
    JsonNode role = premises.cluster().api(host).read(Watch.path(""));
    premises
        .verdict()
        .tell(
            role.path("now")
                + " "
                + role.path("sentence")
                + premises.cluster().api(host).read(Watch.path("/summary")).toString());
    return role.at("/database/sentence").asString("");
  }

  private boolean unwritable(String host) throws IOException, InterruptedException {
    JsonNode role = premises.cluster().api(host).read(Watch.path(""));
    return role.at("/database/state").asString("").equals("unreachable");
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
