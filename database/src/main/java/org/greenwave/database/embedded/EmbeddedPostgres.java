package org.greenwave.database.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;

/**
 * A real PostgreSQL 18 from binaries in the class path, with a data folder of its own and settings
 * that survive a power failure. It runs as a process beside this one and outlives its death: the
 * next start finds it by {@code postmaster.pid} and adopts it, or lets it recover after a crash.
 *
 * <p>Its only database and ordinary user are both called {@code greenwave}. It listens on TCP only:
 * the path of a UNIX socket may have 107 bytes, and data folders are longer than that.
 */
public final class EmbeddedPostgres implements AutoCloseable {
  private static final Duration START_LIMIT = Duration.ofMinutes(5);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(30);
  private static final Duration LEFT_OVERS_LIMIT = Duration.ofSeconds(5);
  private static final long PACE_NANOS = 5_000_000;

  private final PostgresFolder folder;
  private final ProcessHandle process;
  private final int port;
  private final String password;
  private final boolean adopted;
  private final boolean temporary;

  private EmbeddedPostgres(
      PostgresFolder folder, PostmasterFile running, boolean adopted, boolean temporary)
      throws IOException {
    this.folder = folder;
    this.process =
        ProcessHandle.of(running.pid())
            .orElseThrow(() -> new EmbeddedPostgresException("PostgreSQL ended at once."));
    this.port = running.port();
    this.password = folder.password();
    this.adopted = adopted;
    this.temporary = temporary;
  }

  /** Starts the database of a folder, or adopts it if it still runs. */
  public static EmbeddedPostgres start(EmbeddedSettings settings) throws IOException {
    return start(settings, false);
  }

  /**
   * Starts a database in a new folder that root's PostgreSQL user can reach as well; {@link #close}
   * deletes it. For tests and trials.
   */
  public static EmbeddedPostgres temporary() throws IOException {
    return start(EmbeddedSettings.at(Files.createTempDirectory("greenwave-postgres")), true);
  }

  /** Where clients connect, without user and password. */
  public String url() {
    String address = folder.settings().listenAddress();
    String host =
        switch (address) {
          case "0.0.0.0", "::", "*" -> "127.0.0.1";
          default -> address.contains(":") ? "[" + address + "]" : address;
        };
    return "jdbc:postgresql://%s:%d/greenwave".formatted(host, port);
  }

  public String user() {
    return "greenwave";
  }

  public String password() {
    return password;
  }

  public int port() {
    return port;
  }

  /** The number of the first process, the postmaster. */
  public long pid() {
    return process.pid();
  }

  /** Whether it ran already and was taken over. */
  public boolean adopted() {
    return adopted;
  }

  /** The settings that start it again on the same port. */
  public EmbeddedSettings settings() {
    return folder.settings().withPort(port);
  }

  Path data() {
    return folder.data();
  }

  public boolean running() {
    return process.isAlive();
  }

  /** Completes when the process has ended, for whatever reason. */
  public CompletableFuture<ProcessHandle> ended() {
    return process.onExit();
  }

  /** Stops in order: sessions are ended, everything is written, then the process goes. */
  public void stop() throws IOException {
    stop(folder, process);
  }

  /** Stops in order; a temporary database is deleted as well. */
  @Override
  public void close() throws IOException {
    stop();
    if (temporary) {
      Folders.delete(folder.settings().folder());
    }
  }

  private static EmbeddedPostgres start(EmbeddedSettings settings, boolean temporary)
      throws IOException {
    Files.createDirectories(settings.folder());
    try (FileChannel file =
            FileChannel.open(
                settings.folder().resolve("start.lock"),
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE);
        FileLock lock = lock(file, settings)) {
      if (!lock.isValid()) {
        throw new EmbeddedPostgresException("The lock of %s was lost.".formatted(settings));
      }
      PostgresFolder folder = PostgresFolder.prepare(settings);
      Optional<PostmasterFile> running = running(folder);
      PostmasterFile postmaster = running.isPresent() ? running.get() : launch(folder);
      EmbeddedPostgres started =
          new EmbeddedPostgres(folder, postmaster, running.isPresent(), temporary);
      Accounts.ensure(folder, postmaster.port());
      return started;
    }
  }

  private static FileLock lock(FileChannel file, EmbeddedSettings settings) throws IOException {
    try {
      return file.lock();
    } catch (OverlappingFileLockException e) {
      throw new EmbeddedPostgresException(
          "The database in %s is being started already.".formatted(settings.folder()), e);
    }
  }

  /** The PostgreSQL that already serves the folder, once it is ready. */
  private static Optional<PostmasterFile> running(PostgresFolder folder) throws IOException {
    Optional<PostmasterFile> found = PostmasterFile.read(folder.data());
    if (found.isEmpty()) {
      return found;
    }
    if (!found.get().alive()) {
      awaitLeftOvers(folder.data());
      found.get().removeIfNumberIsReused();
      return Optional.empty();
    }
    if (found.get().stopping()) {
      stop(folder, ProcessHandle.of(found.get().pid()).orElse(ProcessHandle.current()));
      return Optional.empty();
    }
    int asked = folder.settings().port();
    if (asked != 0 && asked != found.get().port()) {
      throw new EmbeddedPostgresException(
          "The database in %s already runs on port %d (process %d); ask for that port or stop it."
              .formatted(folder.settings().folder(), found.get().port(), found.get().pid()));
    }
    return Optional.of(awaitReady(folder, found.get().pid()));
  }

  private static PostmasterFile launch(PostgresFolder folder) throws IOException {
    int port = freePort(folder.settings());
    Process process =
        Commands.prepare(folder.user().command(Launch.command(folder, port)))
            .redirectOutput(folder.startLog().toFile())
            .start();
    try {
      return awaitReady(folder, process.pid());
    } catch (EmbeddedPostgresException e) {
      process.destroy();
      throw e;
    }
  }

  /** Waits as long as the process lives: after a crash it first replays what was written. */
  private static PostmasterFile awaitReady(PostgresFolder folder, long pid) throws IOException {
    long began = System.nanoTime();
    while (System.nanoTime() - began < START_LIMIT.toNanos()) {
      Optional<PostmasterFile> file = PostmasterFile.read(folder.data());
      if (file.isPresent() && file.get().pid() == pid && file.get().ready()) {
        return file.get();
      }
      if (ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isEmpty()) {
        throw new EmbeddedPostgresException(
            "PostgreSQL ended while starting in %s: %s"
                .formatted(folder.data(), folder.lastWords()));
      }
      LockSupport.parkNanos(PACE_NANOS);
    }
    throw new EmbeddedPostgresException(
        "PostgreSQL in %s was not ready after %d minutes; see %s."
            .formatted(folder.data(), START_LIMIT.toMinutes(), folder.startLog()));
  }

  private static void stop(PostgresFolder folder, ProcessHandle process) throws IOException {
    for (String signal : List.of("INT", "QUIT", "KILL")) {
      if (process.isAlive()) {
        Commands.signal(signal, process.pid());
        awaitEnd(process);
      }
    }
    if (process.isAlive()) {
      throw new EmbeddedPostgresException(
          "PostgreSQL in %s (process %d) cannot be stopped."
              .formatted(folder.data(), process.pid()));
    }
  }

  private static void awaitEnd(ProcessHandle process) {
    long began = System.nanoTime();
    while (process.isAlive() && System.nanoTime() - began < STOP_LIMIT.toNanos()) {
      LockSupport.parkNanos(PACE_NANOS);
    }
  }

  /** Sessions of a killed postmaster may still write; they end by themselves, or are ended. */
  private static void awaitLeftOvers(Path data) throws IOException {
    long began = System.nanoTime();
    List<ProcessHandle> left = PostmasterFile.leftIn(data);
    while (!left.isEmpty() && System.nanoTime() - began < LEFT_OVERS_LIMIT.toNanos()) {
      LockSupport.parkNanos(PACE_NANOS);
      left = PostmasterFile.leftIn(data);
    }
    for (ProcessHandle process : left) {
      process.destroyForcibly();
      awaitEnd(process);
    }
  }

  private static int freePort(EmbeddedSettings settings) throws IOException {
    InetAddress address = InetAddress.getByName(settings.listenAddress());
    try (ServerSocket probe = new ServerSocket()) {
      probe.setReuseAddress(true);
      probe.bind(new InetSocketAddress(address, settings.port()));
      return probe.getLocalPort();
    } catch (IOException e) {
      throw new EmbeddedPostgresException(
          "PostgreSQL cannot listen on %s port %d (%s); stop what uses it or choose another port."
              .formatted(settings.listenAddress(), settings.port(), e.getMessage()),
          e);
    }
  }
}
