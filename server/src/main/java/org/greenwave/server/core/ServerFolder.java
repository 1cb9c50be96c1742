package org.greenwave.server.core;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.greenwave.directory.Directory;
import org.greenwave.directory.Server;
import org.greenwave.server.codec.Json;

/** A server's folder: who it is, how often it was started, whom it knew. Locked while it runs. */
public final class ServerFolder implements Closeable {
  /** Who the server is, from its first start on. */
  public record Membership(String systemId, String name, Server.Kind kind) {}

  private record Known(List<Server> servers) {}

  /** Others may pass: a local database runs as another user, in a folder of its own below. */
  private static final String PASSABLE = "rwx--x--x";

  /** The Directory holds the passwords of databases. */
  private static final String SECRET_FOLDER = "rwx------";

  private static final String SECRET_FILE = "rw-------";

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
    for (String secret : List.of("log", "roles")) {
      Files.createDirectories(this.folder.resolve(secret), mode(SECRET_FOLDER));
    }
    lockFile =
        FileChannel.open(
            this.folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (!locked()) {
      lockFile.close();
      throw new IOException(
          ("The folder %s is in use by another server process; stop that"
                  + " one, or give --data another folder.")
              .formatted(this.folder));
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
    return read("membership.json", Membership.class);
  }

  /** Records who the server is. */
  public void record(Membership membership) throws IOException {
    write("membership.json", Json.bytes(membership));
  }

  /** The servers that were known when the process last ran. */
  public List<Server> known() throws IOException {
    return read("known-servers.json", Known.class).map(Known::servers).orElse(List.of());
  }

  /** Records the servers of a Directory. */
  public void remember(Directory directory) throws IOException {
    write("known-servers.json", Json.bytes(new Known(List.copyOf(directory.servers().values()))));
  }

  /** Records servers that this one has just been told of. */
  public void remember(List<Server> servers) throws IOException {
    write("known-servers.json", Json.bytes(new Known(servers)));
  }

  /**
   * A new incarnation: sorts after all earlier ones of this folder, and is never used twice even if
   * the count is lost.
   */
  public String nextIncarnation(String chance) throws IOException {
    long starts = read("starts.json", Long.class).orElse(0L) + 1;
    write("starts.json", Json.bytes(starts));
    return "%010d-%s".formatted(starts, chance);
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
      out.write(ByteBuffer.wrap(bytes));
      out.force(true);
    }
    Files.move(
        partial,
        folder.resolve(name),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
  }

  @Override
  public void close() throws IOException {
    lockFile.close();
  }
}
