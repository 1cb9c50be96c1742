package org.greenwave.server.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.greenwave.database.RoleDatabase;
import org.greenwave.database.embedded.EmbeddedPostgres;
import org.greenwave.directory.Change;
import org.greenwave.directory.Role;
import org.greenwave.directory.failover.RoleReport;
import org.greenwave.directory.failover.RoleReport.State;
import org.greenwave.role.FencedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A role leaves its database for another one, while a host of before may be cut off. */
class SealsTest {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final RoleReport NONE = new RoleReport(State.PREPARING, 0, false, 0, "");
  @TempDir Path folder;

  private static WilfulPlugin plugin() {
    return new WilfulPlugin("lamp", (context, _) -> new WilfulRole(context));
  }

  private static RoleReport report(OneServer server) {
    return Optional.ofNullable(server.hosts.reports().get("lone")).orElse(NONE);
  }

  private static void awaitActive(OneServer server, long fence) {
    await().until(() -> report(server).state() == State.ACTIVE && report(server).fence() == fence);
  }

  private static void awaitSealed(OneServer server, long version) {
    await().until(() -> report(server).sealedVersion() == version);
  }

  private static ConditionFactory await() {
    return Awaitility.await().atMost(SOON);
  }

  /** Another process of the host, which hears nothing, and of the edit neither. */
  @Test
  void aHostThatIsCutOffWritesNoMoreInTheDatabaseThatTheRoleHasLeft() throws Exception {
    try (EmbeddedPostgres before = EmbeddedPostgres.temporary();
        OneServer server = new OneServer(folder, plugin());
        RoleDatabase cutOff = OneServer.database(before, "alpha", "lone")) {
      Role role = OneServer.on(before, server.role("lone", "lamp"));
      server.change(new Change.RoleCreated(role, "test"));
      server.grant("lone");
      awaitActive(server, 1);
      boolean written = cutOff.store().write(1, connection -> connection.isValid(1));
      assertThat(written).isTrue();
      server.change(server.databaseEdited("lone"));
      // Some other server was granted the role first, and has done nothing with it.
      server.grant("lone");
      server.grant("lone");
      awaitActive(server, 3);
      awaitSealed(server, 1);
      assertThatThrownBy(() -> cutOff.store().write(1, connection -> connection.isValid(1)))
          .isInstanceOf(FencedException.class);
      server.change(new Change.DatabaseSealed("lone", 1));
      awaitSealed(server, 0);
    }
  }

  @Test
  void aHostSaysThatItNeedsAnotherGrantForAnotherDatabase() throws Exception {
    try (EmbeddedPostgres before = EmbeddedPostgres.temporary();
        OneServer server = new OneServer(folder, plugin())) {
      Role role = OneServer.on(before, server.role("lone", "lamp"));
      server.change(new Change.RoleCreated(role, "test"));
      server.grant("lone");
      awaitActive(server, 1);
      server.change(server.databaseEdited("lone"));
      await().until(() -> report(server).state() == State.WARM);
      assertThat(report(server).fence()).isEqualTo(1);
      assertThat(report(server).fenceFound()).isEqualTo(1);
    }
  }

  /** Nor does it keep the role from starting. */
  @Test
  void aDatabaseThatIsAwayIsTriedAgainBesideTheWork() throws Exception {
    try (EmbeddedPostgres before = EmbeddedPostgres.temporary();
        OneServer server = new OneServer(folder, plugin())) {
      Role role = OneServer.on(before, server.role("lone", "lamp"));
      server.change(new Change.RoleCreated(role, "test"));
      server.grant("lone");
      awaitActive(server, 1);
      before.stop();
      server.change(server.databaseEdited("lone"));
      server.grant("lone");
      awaitActive(server, 2);
      assertThat(report(server).sealedVersion()).isZero();
      try (EmbeddedPostgres _ = EmbeddedPostgres.start(before.settings());
          RoleDatabase cutOff = OneServer.database(before, "alpha", "lone")) {
        awaitSealed(server, 1);
        assertThatThrownBy(() -> cutOff.store().write(1, connection -> connection.isValid(1)))
            .isInstanceOf(FencedException.class);
      }
    }
  }

  /** Such as one whose address was a mistake: nobody was ever the host there. */
  @ParameterizedTest
  @ValueSource(strings = {"/greenwave", "/absent"})
  void whereNothingOfTheRoleIsThereIsNothingToSeal(String name) throws Exception {
    try (EmbeddedPostgres empty = EmbeddedPostgres.temporary();
        OneServer server = new OneServer(folder, plugin())) {
      server.create("lone", "lamp");
      server.grant("lone");
      awaitActive(server, 1);
      Role.Database elsewhere =
          new Role.Database(
              empty.url().replace("/greenwave", name), empty.user(), empty.password());
      Change.RoleEdited back = server.databaseEdited("lone");
      server.change(
          server.databaseEdited("lone", elsewhere),
          new Change.RoleEdited("lone", 2, back.edit(), "test"));
      awaitSealed(server, 2);
    }
  }
}
