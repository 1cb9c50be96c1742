package org.greenwave.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.greenwave.database.embedded.EmbeddedPostgres;
import org.greenwave.database.embedded.EmbeddedSettings;
import org.greenwave.directory.Directory;
import org.greenwave.directory.Releases;
import org.greenwave.directory.Role;
import org.greenwave.directory.Server;
import org.greenwave.directory.Server.Endpoints;
import org.greenwave.directory.Server.Kind;
import org.greenwave.server.config.Build;
import org.greenwave.server.config.Configuration;
import org.greenwave.server.config.ConfigurationException;
import org.greenwave.server.config.Setting;
import org.greenwave.server.core.ExpelledException;
import org.greenwave.server.core.Identity;
import org.greenwave.server.core.Node;
import org.greenwave.server.core.ServerFolder;
import org.greenwave.server.core.ServerFolder.Membership;
import org.greenwave.server.export.ExportSchedule;
import org.greenwave.server.http.HttpDoor;
import org.greenwave.server.join.JoinRequest;
import org.greenwave.server.join.JoinResponse;
import org.greenwave.server.join.Joining;
import org.greenwave.server.log.UnreadableEntryException;
import org.greenwave.server.people.FirstLogin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A server that runs: its folder, its local database if it keeps one, its node, its door. */
final class RunningServer implements AutoCloseable {
  private static final int FOLDER_BYTES = 8;
  private static final int INCARNATION_BYTES = 4;
  private static final Logger LOG = LoggerFactory.getLogger(RunningServer.class);

  /** Longer than an election among cold servers. */
  private static final Duration ABREAST_LIMIT = Duration.ofSeconds(5);

  private final Configuration configuration;
  private final ServerFolder folder;
  private final Optional<EmbeddedPostgres> database;
  private final Node node;
  private final HttpDoor door;
  private final Thread firstLogin;
  private final Optional<Thread> exports;
  private final AtomicBoolean closed = new AtomicBoolean();

  private RunningServer(
      Configuration configuration, ServerFolder folder, Consumer<Throwable> broken)
      throws IOException, ConfigurationException {
    this.configuration = configuration;
    this.folder = folder;
    Ports.awaitFree(configuration.endpoints());
    Optional<Membership> before = belonging();
    if (before.isPresent()) {
      check(before.get());
    }
    database = localDatabase(before.isEmpty());
    Server server =
        describe(before.map(Membership::folderId).orElseGet(() -> chance(FOLDER_BYTES)));
    Membership membership = before.isPresent() ? before.get() : enter(server);
    node =
        new Node(
            start(membership, server, before.isEmpty()),
            InstantSource.system(),
            cause -> broken(cause, broken));
    node.view().listen((_, after) -> remember(after));
    node.succeeded().listen(this::recordExpulsion);
    awaitAbreast();
    door = new HttpDoor(node, configuration.loginsRequired());
    firstLogin = Thread.ofVirtual().name("first login").start(new FirstLogin(node, this::say));
    exports =
        configuration
            .exports()
            .map(settings -> new ExportSchedule(node, settings, InstantSource.system()))
            .map(schedule -> Thread.ofVirtual().name("exports").start(schedule));
  }

  /** Starts a server. */
  static RunningServer start(Configuration configuration, Consumer<Throwable> broken)
      throws IOException, ConfigurationException {
    ServerFolder folder = new ServerFolder(configuration.data());
    try {
      return new RunningServer(configuration, folder, broken);
    } catch (IOException | ConfigurationException | RuntimeException failure) {
      UnreadableEntryException.in(failure)
          .filter(why -> why.level() > 0)
          .ifPresent(why -> outgrown(folder, why.level()));
      folder.close();
      throw failure;
    }
  }

  /**
   * Callers shall not be shown a past Directory, unless there is nobody to tell the present one.
   */
  private void awaitAbreast() {
    try {
      node.abreast().get(ABREAST_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException _) {
      LOG.info("No leader of the Directory has been heard yet; what is shown may be out of date.");
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /** Who the folder says that the server is; nobody when it may join anew. */
  private Optional<Membership> belonging() throws IOException {
    Optional<Membership> before = folder.membership();
    Optional<String> expelled = before.flatMap(Membership::expelled);
    if (expelled.isEmpty()) {
      return before;
    }
    if (configuration.value(Setting.TOKEN).isEmpty()) {
      throw new ExpelledException(expelled.get() + " Give --join and --token to let it join anew.");
    }
    return Optional.empty();
  }

  private void broken(Throwable cause, Consumer<Throwable> broken) {
    if (cause instanceof UnreadableEntryException unreadable && unreadable.level() > 0) {
      outgrown(folder, unreadable.level());
    }
    if (cause instanceof ExpelledException) {
      recordExpulsion(String.valueOf(cause.getMessage()));
    }
    broken.accept(cause);
  }

  /** The next start of this version is refused before it touches anything. */
  private static void outgrown(ServerFolder folder, int level) {
    try {
      folder.remember(folder.known(), level);
    } catch (IOException failure) {
      LOG.warn("This could not be written down: {}", failure.getMessage());
    }
  }

  /** From the next start on the folder is one that may join anew, and does nothing else. */
  private void recordExpulsion(String why) {
    try {
      folder.recordExpulsion(why);
    } catch (IOException failure) {
      LOG.warn("This could not be written down: {}", failure.getMessage());
    }
  }

  private Server describe(String folderId) {
    return new Server(
        configuration.name(),
        configuration.kind(),
        configuration.endpoints(),
        Build.THIS.release(),
        database.map(kept -> new Role.Database(kept.url(), kept.user(), kept.password())),
        folderId,
        Build.THIS.levels());
  }

  private Optional<EmbeddedPostgres> localDatabase(boolean firstStart) throws IOException {
    boolean founding = configuration.value(Setting.JOIN).isEmpty();
    boolean keeps =
        switch (configuration.value(Setting.DATABASE)) {
          case "embedded" -> true;
          case "none" -> false;
          default -> founding && (firstStart || Files.exists(databaseFolder()));
        };
    if (!keeps) {
      return Optional.empty();
    }
    LOG.info("Starting the local database.");
    return Optional.of(
        EmbeddedPostgres.start(
            EmbeddedSettings.at(databaseFolder()).withPort(configuration.databasePort())));
  }

  private Path databaseFolder() {
    return folder.path().resolve("database");
  }

  /** Founds a system or joins one; from then on the folder says who the server is. */
  private Membership enter(Server server) throws IOException, ConfigurationException {
    String system = configuration.value(Setting.JOIN);
    if (system.isEmpty()) {
      Membership founded = new Membership(UUID.randomUUID().toString(), server.as(Kind.DIRECTORY));
      folder.record(founded);
      return founded;
    }
    JoinResponse let =
        Joining.ask(system, new JoinRequest(configuration.value(Setting.TOKEN), server));
    folder.forget();
    folder.remember(let.servers(), Build.THIS.levels().oldest());
    Membership joined = new Membership(let.systemId(), server);
    folder.record(joined);
    return joined;
  }

  /** Nothing is begun in a folder that is another server's, or that this version cannot read. */
  private void check(Membership membership) throws IOException, ConfigurationException {
    if (!membership.name().equals(configuration.name())) {
      throw new ConfigurationException(
          "The folder %s belongs to the server %s; give --name %s, or another --data."
              .formatted(folder.path(), membership.name(), membership.name()));
    }
    Optional<String> unspoken =
        folder
            .level()
            .flatMap(level -> Build.THIS.levels().unreadable(level, Build.THIS.release()));
    if (unspoken.isPresent()) {
      throw new ConfigurationException(unspoken.get());
    }
    for (Server before : folder.known()) {
      Optional<String> problem = Releases.unreadable(before.release(), Build.THIS.release());
      if (before.name().equals(membership.name()) && problem.isPresent()) {
        throw new ConfigurationException(problem.get());
      }
    }
  }

  private Node.Start start(Membership membership, Server server, boolean firstStart)
      throws IOException {
    String incarnation = folder.nextIncarnation(chance(INCARNATION_BYTES));
    Server recorded = server.as(membership.kind());
    boolean founding = firstStart && configuration.value(Setting.JOIN).isEmpty();
    List<Server> known = folder.known();
    return new Node.Start(
        new Identity(membership.systemId(), recorded, incarnation),
        folder.path(),
        founding,
        known,
        Optional::empty,
        configuration.realtime());
  }

  private static String chance(int bytes) {
    byte[] chance = new byte[bytes];
    ThreadLocalRandom.current().nextBytes(chance);
    return HexFormat.of().formatHex(chance);
  }

  private void remember(Directory directory) {
    if (!directory.servers().isEmpty()) {
      Thread.ofVirtual().start(this::rememberNow);
    }
  }

  /** What is known by now: of two threads the later one may be that of the older Directory. */
  private synchronized void rememberNow() {
    try {
      folder.remember(node.view().directory());
    } catch (IOException failure) {
      LOG.warn("The known servers could not be written down: {}", failure.getMessage());
    }
  }

  /** What runs in it. */
  Node node() {
    return node;
  }

  /** What is printed when the server runs. */
  String greeting() {
    Endpoints at = configuration.endpoints();
    String address = "http://" + at.host() + ":" + at.api();
    return "%s runs. Config Tool and API: %s%s"
        .formatted(
            configuration.name(),
            address,
            warning().map(System.lineSeparator()::concat).orElse(""));
  }

  private Optional<String> warning() {
    String host = configuration.endpoints().host();
    if (host.equals("127.0.0.1") || host.equals("localhost")) {
      return Optional.empty();
    }
    return Optional.of(
        configuration.loginsRequired()
            ? "WARNING: passwords and data are sent unencrypted; let others reach this address only"
                + " through a network that you trust."
            : "WARNING: logins are off; anyone who reaches this address can change the system.");
  }

  /** What is for the person who has started the server. */
  private void say(String sentence) {
    if (configuration.loginsRequired()) {
      System.out.println(sentence);
    }
  }

  @Override
  public void close() {
    if (closed.getAndSet(true)) {
      return;
    }
    try {
      firstLogin.interrupt();
      exports.ifPresent(Thread::interrupt);
      door.close();
      node.close();
      if (database.isPresent()) {
        database.get().stop();
      }
      folder.close();
    } catch (IOException failure) {
      LOG.warn("The server did not stop in order: {}", failure.getMessage());
    }
  }
}
