package org.greenwave.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
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
import org.greenwave.database.embedded.DatabaseKeeper;
import org.greenwave.database.embedded.EmbeddedSettings;
import org.greenwave.directory.Directory;
import org.greenwave.directory.Releases;
import org.greenwave.directory.Role;
import org.greenwave.directory.Server;
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
import org.greenwave.server.join.Reach;
import org.greenwave.server.join.Renewing;
import org.greenwave.server.join.Tokens;
import org.greenwave.server.log.UnreadableEntryException;
import org.greenwave.server.people.FirstLogin;
import org.greenwave.server.trust.Applicant;
import org.greenwave.server.trust.Fingerprint;
import org.greenwave.server.trust.OwnCertificate;
import org.greenwave.server.trust.Trust;
import org.greenwave.server.trust.TrustFolder;
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
  private final Duration certificateLife;
  private final Optional<DatabaseKeeper> database;
  private final Node node;
  private final HttpDoor door;
  private final Thread firstLogin;
  private final Optional<Thread> exports;
  private final Thread renewal;
  private final AtomicBoolean closed = new AtomicBoolean();

  private RunningServer(
      Configuration configuration,
      ServerFolder folder,
      Duration certificateLife,
      Consumer<Throwable> broken)
      throws IOException, ConfigurationException {
    this.configuration = configuration;
    this.folder = folder;
    this.certificateLife = certificateLife;
    folder.demandSound();
    Ports.awaitFree(configuration.endpoints());
    Optional<Membership> before = belonging();
    if (before.isPresent()) {
      check(before.get());
    } else if (!configuration.value(Setting.JOIN).isEmpty()) {
      Reach.demand(configuration.endpoints().host(), configuration.value(Setting.JOIN));
    }
    database = localDatabase(before.isEmpty());
    Server server =
        describe(before.map(Membership::folderId).orElseGet(() -> chance(FOLDER_BYTES)));
    Membership membership = before.isPresent() ? before.get() : enter(server);
    HttpDoor.Choice choice =
        new HttpDoor.Choice(
            configuration.loginsRequired(),
            ownCertificate(configuration),
            configuration.publicAddresses());
    node =
        new Node(
            start(membership, server, before.isEmpty()),
            InstantSource.system(),
            cause -> broken(cause, broken));
    node.view().listen((_, after) -> remember(after));
    node.succeeded().listen(this::recordExpulsion);
    awaitAbreast();
    door = new HttpDoor(node, choice, cause -> broken(cause, broken));
    renewal = Thread.ofVirtual().name("renewal").start(node.trust().renewal(new Renewing(node)));
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
    return start(configuration, Trust.LIFE, broken);
  }

  /** Starts a server whose certificates, and those that it makes, are good for so long. */
  static RunningServer start(
      Configuration configuration, Duration certificateLife, Consumer<Throwable> broken)
      throws IOException, ConfigurationException {
    ServerFolder folder = new ServerFolder(configuration.data());
    try {
      return new RunningServer(configuration, folder, certificateLife, broken);
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
    boolean token = !configuration.value(Setting.TOKEN).isEmpty();
    if (expelled.isPresent() && !token) {
      throw new ExpelledException(expelled.get() + " Give --join and --token to let it join anew.");
    }
    boolean anew = token && (expelled.isPresent() || Trust.ended(new TrustFolder(folder.path())));
    return anew ? Optional.empty() : before;
  }

  private void broken(Throwable cause, Consumer<Throwable> broken) {
    if (cause instanceof UnreadableEntryException unreadable && unreadable.level() > 0) {
      outgrown(folder, unreadable.level());
    }
    if (cause instanceof ExpelledException) {
      recordExpulsion(String.valueOf(cause.getMessage()));
      forgetAuthority();
    }
    broken.accept(cause);
  }

  /** A server that was removed has to vouch for nobody any more. */
  private void forgetAuthority() {
    try {
      new TrustFolder(folder.path()).forgetAuthority();
    } catch (IOException failure) {
      LOG.warn("Keys of the system could not be deleted: {}", failure.getMessage());
    }
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
        database
            .map(DatabaseKeeper::postgres)
            .map(kept -> new Role.Database(kept.url(), kept.user(), kept.password())),
        folderId,
        Build.THIS.levels());
  }

  private Optional<DatabaseKeeper> localDatabase(boolean firstStart) throws IOException {
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
        DatabaseKeeper.begin(
            EmbeddedSettings.at(databaseFolder()).withPort(configuration.databasePort()),
            LOG::info));
  }

  private static Optional<OwnCertificate> ownCertificate(Configuration configuration)
      throws ConfigurationException {
    String chain = configuration.value(Setting.CERTIFICATE);
    if (chain.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new OwnCertificate(
              Path.of(chain), Path.of(configuration.value(Setting.CERTIFICATE_KEY))));
    } catch (IOException unusable) {
      throw new ConfigurationException(String.valueOf(unusable.getMessage()));
    }
  }

  private Path databaseFolder() {
    return folder.path().resolve("database");
  }

  /** Founds a system or joins one; from then on the folder says who the server is. */
  private Membership enter(Server server) throws IOException, ConfigurationException {
    String system = configuration.value(Setting.JOIN);
    if (system.isEmpty()) {
      Membership founded = new Membership(UUID.randomUUID().toString(), server.as(Kind.DIRECTORY));
      Trust.found(new TrustFolder(folder.path()), server, certificateLife);
      folder.record(founded);
      return founded;
    }
    return join(system, server);
  }

  private Membership join(String system, Server server) throws IOException, ConfigurationException {
    Tokens.Whole token =
        Tokens.whole(configuration.value(Setting.TOKEN))
            .orElseThrow(() ->
                new ConfigurationException(
                    "Give --token as greenwave token has printed it: 48 signs, a dot, 64 signs."));
    Applicant applicant = new Applicant();
    JoinResponse let =
        Joining.ask(system, token, new JoinRequest(token.secret(), server, applicant.keys()));
    folder.forget();
    applicant.keep(let.granted(), new TrustFolder(folder.path()));
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
    String incarnation = folder.nextIncarnation(InstantSource.system(), chance(INCARNATION_BYTES));
    Server recorded = server.as(membership.kind());
    boolean founding = firstStart && configuration.value(Setting.JOIN).isEmpty();
    return new Node.Start(
        new Identity(membership.systemId(), recorded, incarnation),
        folder.path(),
        founding,
        folder.known(),
        Trust.open(new TrustFolder(folder.path()), recorded, certificateLife),
        configuration.console(),
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
    List<String> lines = new ArrayList<>();
    lines.add(
        "%s runs. Config Tool and API: %s"
            .formatted(configuration.name(), configuration.endpoints().address()));
    if (configuration.https()) {
      lines.add(
          "Fingerprint of the system's authority: " + Fingerprint.of(node.trust().authority()));
    }
    warning().ifPresent(lines::add);
    return String.join(System.lineSeparator(), lines);
  }

  private Optional<String> warning() {
    String host = configuration.endpoints().host();
    if (host.equals("127.0.0.1") || host.equals("localhost")) {
      return Optional.empty();
    }
    if (!configuration.loginsRequired()) {
      return Optional.of(
          "WARNING: logins are off; anyone who reaches this address can change the system.");
    }
    return configuration.https()
        ? Optional.empty()
        : Optional.of(
            "WARNING: passwords and data are sent unencrypted; let others reach this address only"
                + " through a proxy that encrypts.");
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
      renewal.interrupt();
      node.leave();
      door.close();
      node.close();
      database.ifPresent(DatabaseKeeper::close);
      folder.close();
    } catch (IOException failure) {
      LOG.warn("The server did not stop in order: {}", failure.getMessage());
    }
  }
}
