package org.greenwave.database.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.net.URLConnection;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * The unpacked programs of PostgreSQL, shared by all databases that one user keeps.
 *
 * <p>They are unpacked once, beside their final place, flushed to disk and renamed, all under a
 * file lock: parallel starts wait for the first, and a start that is killed half way leaves nothing
 * that a later one would take for whole.
 *
 * @param folder holds bin, lib and share
 */
record PostgresBinaries(Path folder) {
  private static final Object ONE_AT_A_TIME = new Object();
  private static final String UNPACKING = "unpacking-";

  /** A place that other users can search, because root hands PostgreSQL to another user. */
  static Path defaultCache() {
    if (ProcessUser.isRoot()) {
      return Path.of("/var/cache/greenwave");
    }
    String cache = System.getenv("XDG_CACHE_HOME");
    return cache != null && cache.startsWith("/")
        ? Path.of(cache, "greenwave")
        : Path.of(System.getProperty("user.home"), ".cache", "greenwave");
  }

  /** Finds the programs in the cache, or unpacks them there. */
  static PostgresBinaries in(Path cache) throws IOException {
    URL archive = archive();
    Path ready = cache.toAbsolutePath().resolve(name(archive));
    if (!Files.isDirectory(ready)) {
      synchronized (ONE_AT_A_TIME) {
        unpackOnce(archive, ready);
      }
    }
    return new PostgresBinaries(ready);
  }

  String program(String name) {
    return folder.resolve("bin").resolve(name).toString();
  }

  private static URL archive() throws EmbeddedPostgresException {
    String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    String machine =
        switch (System.getProperty("os.arch")) {
          case "amd64", "x86_64" -> "x86_64";
          case "aarch64" -> "arm_64";
          case String other -> other;
        };
    URL archive =
        PostgresBinaries.class.getResource("/postgres-" + system + "-" + machine + ".txz");
    if (archive == null) {
      throw new EmbeddedPostgresException(
          "There is no embedded PostgreSQL for %s on %s; use a PostgreSQL server of your own."
              .formatted(system, machine));
    }
    checkLibrary(machine);
    return archive;
  }

  /** The programs are built for glibc; where there is only musl the kernel says "not found". */
  private static void checkLibrary(String machine) throws EmbeddedPostgresException {
    List<Path> loaders =
        machine.equals("x86_64")
            ? List.of(Path.of("/lib64/ld-linux-x86-64.so.2"))
            : List.of(Path.of("/lib/ld-linux-aarch64.so.1"));
    if (loaders.stream().noneMatch(Files::exists)) {
      throw new EmbeddedPostgresException(
          "The embedded PostgreSQL needs the GNU C library (glibc), which is not installed here;"
              + " install it or use a PostgreSQL server of your own.");
    }
  }

  /** Tells one release from another by size and checksum, without reading 15 MB at each start. */
  private static String name(URL archive) throws IOException {
    URLConnection connection = archive.openConnection();
    long size = connection.getContentLengthLong();
    long checksum = connection instanceof JarURLConnection jar ? jar.getJarEntry().getCrc() : 0;
    return "postgres-%08x-%d".formatted(checksum, size);
  }

  private static void unpackOnce(URL archive, Path ready) throws IOException {
    Path cache = Objects.requireNonNull(ready.getParent());
    makeSearchable(cache);
    try (FileChannel file =
            FileChannel.open(
                cache.resolve("unpack.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = file.lock()) {
      if (lock.isValid() && !Files.isDirectory(ready)) {
        removeLeftOvers(cache);
        unpack(archive, ready);
      }
    }
  }

  private static void makeSearchable(Path cache) throws IOException {
    try {
      Files.createDirectories(cache);
    } catch (IOException e) {
      throw new EmbeddedPostgresException(
          "The folder %s for PostgreSQL's programs cannot be made (%s); choose another one."
              .formatted(cache, e.getMessage()),
          e);
    }
  }

  private static void removeLeftOvers(Path cache) throws IOException {
    try (Stream<Path> names = Files.list(cache)) {
      for (Path left :
          names.filter(p -> p.getFileName().toString().startsWith(UNPACKING)).toList()) {
        Folders.delete(left);
      }
    }
  }

  private static void unpack(URL archive, Path ready) throws IOException {
    Path cache = Objects.requireNonNull(ready.getParent());
    Path unpacking = Files.createTempDirectory(cache, UNPACKING);
    try (InputStream content = archive.openStream()) {
      TarXz.unpack(content, unpacking);
    }
    Files.setPosixFilePermissions(unpacking, PosixFilePermissions.fromString("rwxr-xr-x"));
    Commands.flush(unpacking);
    Files.move(unpacking, ready, StandardCopyOption.ATOMIC_MOVE);
  }
}
