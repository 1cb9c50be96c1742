package org.greenwave.proving.recovery;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.greenwave.proving.Wait;

/** All servers are lost with their disks; an export founds the system anew on other disks. */
final class LostSystem {
  private static final String SECTION = "## Export and restore";
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Ground ground;
  private final Path export;
  private final Path passphrase;

  LostSystem(Ground ground) {
    this.ground = ground;
    export = ground.cluster.folder("directory.gwexport");
    passphrase = ground.cluster.folder("passphrase");
  }

  private Operator operator(String machine) {
    return ground.operator(
        machine,
        Map.of(
            "directory.gwexport", export.toString(),
            "passphrase", passphrase.toString(),
            "alpha.example", ground.network.address("alpha"),
            "/var/lib/greenwave", ground.cluster.folder("alpha-restored").toString()));
  }

  void prove() throws Exception {
    Files.writeString(passphrase, "every sensor counts twice\n");
    operator("beta").type(Handbook.commands(SECTION, 0));
    ground.verdict.check(
        PosixFilePermissions.toString(Files.getPosixFilePermissions(export)).equals("rw-------"),
        "only its owner reads the export of %d bytes".formatted(Files.size(export)));
    String before = ground.configuration("beta");
    long fence = ground.cluster.database().fence();
    ground.verdict.tell("all three servers die with their disks");
    ground.hands.kill(Stream.of("alpha", "beta", "gamma"));
    List<String> said = operator("alpha").type(Handbook.commands(SECTION, 1));
    hosts(fence);
    for (String other : List.of("beta", "gamma")) {
      ground.cluster.startIn(
          other, ground.cluster.folder(other) + "-restored", Operator.joining(said, other));
    }
    ground.whole();
    ground.verdict.check(
        before.equals(ground.configuration("gamma")), "roles and timings are as they were");
    ground.verdict.check(
        ground.status("alpha").at("/directory/servers").size() == 3,
        "beta and gamma have taken their old places; lists stayed");
    ground.judge("after the loss of everything");
    theOldDiskReturns();
  }

  private void hosts(long fence) throws IOException, InterruptedException, java.sql.SQLException {
    boolean hosted = Wait.until(PATIENCE, () -> ground.host("alpha").equals("alpha"));
    long now = ground.cluster.database().fence();
    long stored = ground.cluster.database().samples();
    boolean stores = Wait.until(PATIENCE, () -> ground.cluster.database().samples() > stored);
    ground.verdict.check(
        hosted && now > fence && stores,
        "alpha hosts the role; the database took fence %d after %d, and samples"
            .formatted(now, fence));
  }

  /** A server of the lost system is started with its old disk after all. */
  private void theOldDiskReturns() throws Exception {
    long fence = ground.cluster.database().fence();
    ground.hands.kill(Stream.of("gamma"));
    ground.cluster.startIn("gamma", ground.cluster.folder("gamma").toString(), List.of());
    boolean told =
        Wait.until(
            PATIENCE,
            () ->
                ground
                    .status("gamma")
                    .path("findings")
                    .toString()
                    .contains("is succeeded by Directory"));
    ground.verdict.check(told, "gamma, started with its old disk, says that it is succeeded");
    ground.verdict.check(
        Wait.throughout(
            Duration.ofSeconds(5),
            () -> ground.cluster.database().fence() == fence && !ground.host("alpha").isEmpty()),
        "it disturbs nothing; the fence stays %d".formatted(fence));
  }
}
