package org.greenwave.server.core;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.greenwave.directory.Directory;
import org.greenwave.directory.Server;
import org.greenwave.server.codec.Json;
import org.greenwave.server.log.Synced;

/** A server's folder: who it is, how often it was started, whom it knew. Locked while it runs. */
public final class ServerFolder implements Closeable {
  /**
   * Who the server is, from its first start on.
   *
   * @param folderId see {@link Server#folderId}
   * @param expelled that it belongs to the system no more, and why
   */
  public record Membership(
      String systemId, String name, Server.Kind kind, String folderId, Optional<String> expelled) {
    public Membership {
      folderId = Objects.requireNonNullElse(folderId, "");
      expelled = Objects.requireNonNullElse(expelled, Optional.empty());
    }

    /** Of a server that belongs to a system. */
    public Membership(String systemId, Server server) {
      this(systemId, server.name(), server.kind(), server.folderId(), Optional.empty());
    }

    Membership left(String why) {
      return new Membership(systemId, name, kind, folderId, Optional.of(why));
    }
  }

  /** What was known of the system: its servers, and its Directory's level. */
  private record Known(List<Server> servers, Integer level) {
    Known {
      level = Objects.requireNonNullElse(level, 1);
    }
  }

  /** Others may pass: a local database runs as another user, in a folder of its own below. */
  private static final String PASSABLE = "rwx--x--x";

  /** The Directory holds the passwords of databases. */
  private static final String SECRET_FOLDER = "rwx------";

  /** For the log's next segment, and for all that is written beside it. */
  private static final long LEAST_ROOM = 4L * 1024 * 1024;

  private static final String MEMBERSHIP = "membership.json";
  private static final String KNOWN = "known-servers.json";
  private static final String LOG = "log";
  private static final String SECRET_FILE = "rw-------";

  /** Stands in a folder from the beginning of a restore to its end. */
  private static final String RESTORING = "restoring";

  private static final String LOCK = "lock";

  private final Path folder;
  private final FileChannel lockFile;

  /**
   * Takes a folder, making it if need be.
   *
   * @throws IOException when it cannot be used, or another process uses it
   */
  public ServerFolder(Path folder) throws IOException {
    this.folder = folder.toAbsolutePath();
    if (!Files.exists(this.folder)) {
      Files.createDirectories(this.folder, mode(PASSABLE));
    }
    makeSecretFolders();
    lockFile =
        FileChannel.open(
            this.folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (!locked()) {
      lockFile.close();
      throw new IOException(
          ("The folder %s is in use by another server process; stop that"
                  + " one, or give --data another folder.")
              .formatted(this.folder));
    }
  }

  private void makeSecretFolders() throws IOException {
    for (String secret : List.of(LOG, "roles")) {
      Files.createDirectories(folder.resolve(secret), mode(SECRET_FOLDER));
    }
  }

  /**
   * Lets a server go on to start only where it can write: one that found its disk full in the
   * middle would neither take part nor end. And only with what is whole: half of a restored system
   * would found another, empty one.
   *
   * @throws IOException with a sentence, when there is no room, or a restore has not been finished
   */
  public void demandSound() throws IOException {
    if (isHalfRestored(folder)) {
      throw new IOException(
          "The restore into %s has not come to its end; do it once more, into the same folder."
              .formatted(folder));
    }
    demandRoom(LEAST_ROOM);
  }

  /** Whether a restore into a folder was begun and has not come to its end. */
  public static boolean isHalfRestored(Path folder) {
    return Files.exists(folder.resolve(RESTORING));
  }

  /** Begins a restore; what is left of one that did not come to its end goes. */
  public void beginRestore() throws IOException {
    write(RESTORING, new byte[0]);
    try (Stream<Path> all = Files.list(folder)) {
      for (Path path : all.filter(it -> !Set.of(RESTORING, LOCK).contains(name(it))).toList()) {
        delete(path);
      }
    }
    makeSecretFolders();
  }

  private static String name(Path path) {
    return String.valueOf(path.getFileName());
  }

  /** All is there: a server may start with it. */
  public void endRestore() throws IOException {
    Files.delete(folder.resolve(RESTORING));
    Synced.sync(folder);
  }

  void demandRoom(long leastBytes) throws IOException {
    FileStore disk = Files.getFileStore(folder);
    long left = disk.getUsableSpace();
    if (disk.getTotalSpace() > 0 && left < leastBytes) { // not every file system knows its size
      throw new IOException(
          "The disk of %s is full: %d kB are left, and a server needs %d to start; make room."
              .formatted(folder, left / 1024, leastBytes / 1024));
    }
  }

  private static FileAttribute<?> mode(String permissions) {
    return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions));
  }

  private boolean locked() throws IOException {
    try {
      FileLock lock = lockFile.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException _) {
      return false;
    }
  }

  public Path path() {
    return folder;
  }

  /** Who the server is; empty before its first start. */
  public Optional<Membership> membership() throws IOException {
    return read(MEMBERSHIP, Membership.class);
  }

  /** Records who the server is. */
  public void record(Membership membership) throws IOException {
    write(MEMBERSHIP, Json.bytes(membership));
  }

  /** Records that the server belongs to the system no more. */
  public void recordExpulsion(String why) throws IOException {
    Optional<Membership> before = membership();
    if (before.isPresent()) {
      record(before.get().left(why));
    }
  }

  /**
   * Makes the folder one of no system. What roles have kept stays: it may hold what is not yet
   * stored.
   */
  public void forget() throws IOException {
    for (Path log : logs()) {
      delete(log);
    }
    Files.createDirectories(folder.resolve(LOG), mode(SECRET_FOLDER));
    Files.deleteIfExists(folder.resolve(KNOWN));
    Files.deleteIfExists(folder.resolve(MEMBERSHIP));
  }

  /**
   * Where the log of a system is kept. That of one that succeeds another has a folder of its own:
   * which system the server belongs to, and so which log counts, changes in one stroke.
   */
  public static Path log(Path folder, String systemId) {
    Path own = folder.resolve(LOG + "-" + systemId);
    return Files.exists(own) ? own : folder.resolve(LOG);
  }

  /** Makes the folder for the log of a system that succeeds another; anything in it goes. */
  public Path newLog(String systemId) throws IOException {
    Path own = folder.resolve(LOG + "-" + systemId);
    delete(own);
    return Files.createDirectories(own, mode(SECRET_FOLDER));
  }

  private List<Path> logs() throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(path -> (name(path) + "-").startsWith(LOG + "-")).toList();
    }
  }

  private static void delete(Path below) throws IOException {
    if (!Files.exists(below)) {
      return;
    }
    try (Stream<Path> kept = Files.walk(below)) {
      for (Path path : kept.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }

  /** The servers that were known when the process last ran. */
  public List<Server> known() throws IOException {
    return read(KNOWN, Known.class).map(Known::servers).orElse(List.of());
  }

  /** The level of the Directory when the process last ran; empty before its first start. */
  public Optional<Integer> level() throws IOException {
    return read(KNOWN, Known.class).map(Known::level);
  }

  /** Records the servers of a Directory, and its level. */
  public void remember(Directory directory) throws IOException {
    remember(List.copyOf(directory.servers().values()), directory.level());
  }

  /** Records servers that this one has just been told of, and the level that it has to speak. */
  public void remember(List<Server> servers, int level) throws IOException {
    write(KNOWN, Json.bytes(new Known(servers, level)));
  }

  /**
   * A new incarnation: sorts after all earlier ones of this folder, also where an older state of it
   * has been restored, or others would take the server for one of its own former runs. It is never
   * used twice even if the number is lost.
   */
  public String nextIncarnation(InstantSource clock, String chance) throws IOException {
    long next = read("starts.json", Long.class).orElse(0L) + 1;
    long number = Math.max(next, clock.instant().getEpochSecond());
    write("starts.json", Json.bytes(number));
    return "%010d-%s".formatted(number, chance);
  }

  private <T> Optional<T> read(String name, Class<T> type) throws IOException {
    Path file = folder.resolve(name);
    return Files.exists(file)
        ? Optional.of(Json.read(Files.readAllBytes(file), type))
        : Optional.empty();
  }

  /** Replaces a file so that a crash leaves the old one or the new one, synced to disk. */
  private void write(String name, byte[] bytes) throws IOException {
    Path partial = folder.resolve(name + ".partial");
    try (FileChannel out =
        FileChannel.open(
            partial,
            Set.of(
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE,
                StandardOpenOption.TRUNCATE_EXISTING),
            mode(SECRET_FILE))) {
      Synced.write(out, bytes);
    }
    Files.move(
        partial,
        folder.resolve(name),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
    Synced.sync(folder);
  }

  @Override
  public void close() throws IOException {
    lockFile.close();
  }
}
