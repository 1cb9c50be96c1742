package org.greenwave.server.host;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.greenwave.database.DatabaseUrl;
import org.greenwave.database.RoleDatabase;
import org.greenwave.database.RoleDatabaseSettings;
import org.greenwave.database.embedded.EmbeddedPostgres;
import org.greenwave.directory.Change;
import org.greenwave.directory.Directory;
import org.greenwave.directory.Grant;
import org.greenwave.directory.GrantReason;
import org.greenwave.directory.Outcome;
import org.greenwave.directory.Role;
import org.greenwave.directory.Server;
import org.greenwave.directory.failover.RoleReport;
import org.greenwave.role.RolePlugin;
import org.greenwave.server.core.Identity;
import org.greenwave.server.core.Loop;
import org.greenwave.server.core.View;
import org.greenwave.server.core.Views;

/**
 * The roles of one server with their loop, a real database, and a Directory that the test writes as
 * a leader would.
 */
final class OneServer implements AutoCloseable {
  private static final String SYSTEM = "11111111-2222-3333-4444-555555555555";
  private static final String NAME = "alpha";
  private static final String RUN = "1-a";
  private static final long TERM = 1;

  private final EmbeddedPostgres postgres = EmbeddedPostgres.temporary();
  private final AtomicReference<Throwable> broken = new AtomicReference<>();
  private final Loop loop = new Loop(broken::set, false);
  private final View view = new View();
  private final HostSettings settings;
  final RoleHosts hosts;
  private Directory directory = Directory.empty();

  OneServer(Path folder, RolePlugin... plugins) throws IOException {
    Server server =
        new Server(
            NAME,
            Server.Kind.DIRECTORY,
            new Server.Endpoints("127.0.0.1", 1, 2, 3, 4),
            "0.1.0",
            Optional.empty(),
            "folder");
    Identity identity = new Identity(SYSTEM, server, RUN);
    settings = new HostSettings(identity, loop, view, InstantSource.system(), folder, new Feed());
    hosts = new RoleHosts(settings, RoleTypes.of(List.of(plugins)), alone());
    change(new Change.Founded(SYSTEM, "test", server));
    loop.open();
    loop.every(50, hosts::step);
  }

  private RoleShell.Surroundings alone() {
    return new RoleShell.Surroundings() {
      @Override
      public void newsMayBeThere() {}

      @Override
      public void handedOver(String role, Grant pending) {}

      @Override
      public void endServer(RoleHangs why) {
        broken.set(why);
      }
    };
  }

  HostSettings settings() {
    return settings;
  }

  /** A role's database as another server sees it. */
  RoleDatabase seenFrom(String other, String role) {
    return database(postgres, other, role);
  }

  /** A role's database as a server of this system sees it. */
  static RoleDatabase database(EmbeddedPostgres postgres, String server, String role) {
    RoleDatabase made =
        RoleDatabase.of(
            new RoleDatabaseSettings(
                DatabaseUrl.of(postgres.url()),
                postgres.user(),
                postgres.password(),
                UUID.fromString(SYSTEM),
                role,
                server),
            "",
            OneServer.class.getClassLoader(),
            InstantSource.system());
    made.connect();
    return made;
  }

  Role role(String name, String type) {
    Role.Database database =
        new Role.Database(postgres.url(), postgres.user(), postgres.password());
    return new Role(name, type, "", List.of(NAME), false, true, database, "{}", 1);
  }

  /** The same role with its database elsewhere. */
  static Role on(EmbeddedPostgres elsewhere, Role role) {
    Role.Database database =
        new Role.Database(elsewhere.url(), elsewhere.user(), elsewhere.password());
    return new Role(
        role.name(),
        role.type(),
        role.description(),
        role.servers(),
        role.forceHighest(),
        role.active(),
        database,
        role.settings(),
        role.version());
  }

  /** Somebody moves a role's database to this server's own. */
  Change.RoleEdited databaseEdited(String name) {
    return databaseEdited(name, role(name, "").database());
  }

  /** Somebody moves a role's database. */
  Change.RoleEdited databaseEdited(String name, Role.Database database) {
    Role before = Objects.requireNonNull(directory.roles().get(name));
    Change.RoleEdit edit =
        new Change.RoleEdit(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.of(database),
            Optional.empty());
    return new Change.RoleEdited(name, before.version(), edit, "test");
  }

  /** What a leader has decided, of which the server hears at once, and at once of all of it. */
  void change(Change... changes) {
    for (Change change : changes) {
      Outcome outcome = directory.apply(change, new Directory.Stamp(Instant.now(), TERM));
      if (!(outcome instanceof Outcome.Accepted(Directory after))) {
        throw new IllegalStateException(String.valueOf(outcome));
      }
      directory = after;
    }
    Directory now = directory;
    CompletableFuture<Void> known = new CompletableFuture<>();
    loop.post(() -> {
      Views.offer(view, now);
      known.complete(null);
    });
    if (directory.version() > 1) {
      known.join();
    }
  }

  void create(String name, String type) {
    change(new Change.RoleCreated(role(name, type), "test"));
  }

  Grant grant(String role) {
    long before = directory.assignment(role).fence();
    Grant grant =
        new Grant(
            role,
            NAME,
            RUN,
            before + 1,
            TERM,
            Instant.now(),
            new GrantReason.FirstUsable(NAME, List.of()));
    change(new Change.GrantIssued(grant, before));
    return grant;
  }

  Directory directory() {
    return directory;
  }

  /** How far a role is; empty when nothing of it is here. */
  Optional<RoleReport.State> state(String role) {
    return Optional.ofNullable(hosts.reports().get(role)).map(RoleReport::state);
  }

  /** What is said of a role. */
  String sentence(String role) {
    RoleReport report = hosts.reports().get(role);
    return report == null ? "" : report.sentence();
  }

  /** What was thrown in the loop, if anything. */
  Optional<Throwable> broken() {
    return Optional.ofNullable(broken.get());
  }

  @Override
  public void close() throws IOException {
    hosts.shutDown();
    loop.close();
    postgres.close();
  }
}
