package org.greenwave.database.embedded;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/**
 * A tar archive compressed by xz, unpacked into a folder. Nothing is ever written outside that
 * folder: names and link targets that would lead out are refused, and so is an archive that is too
 * large to be what it claims to be.
 */
final class TarXz {
  private static final int MOST_ENTRIES = 20_000;
  private static final long MOST_BYTES = 1L << 30;
  private static final int XZ_MEMORY_KIB = 256 * 1024;
  private static final int OWNER_EXECUTES = 0100;

  private final Path target;
  private int entries;
  private long bytes;

  private TarXz(Path target) {
    this.target = target.toAbsolutePath().normalize();
  }

  /** Unpacks everything into an existing, empty folder. */
  static void unpack(InputStream archive, Path target) throws IOException {
    TarXz unpacking = new TarXz(target);
    try (InputStream xz = new XZInputStream(new BufferedInputStream(archive), XZ_MEMORY_KIB);
        TarArchiveInputStream tar =
            new TarArchiveInputStream(new BufferedInputStream(xz, 1 << 16))) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        unpacking.unpack(entry, tar);
      }
    }
  }

  private void unpack(TarArchiveEntry entry, InputStream content) throws IOException {
    bytes += Math.max(0, entry.getSize());
    if (++entries > MOST_ENTRIES || bytes > MOST_BYTES) {
      throw new IOException("The archive is larger than any PostgreSQL");
    }
    Path path = inside(target.resolve(entry.getName()), entry.getName());
    if (entry.isDirectory()) {
      Files.createDirectories(path);
      return;
    }
    Files.createDirectories(parentWithoutLinks(path));
    if (entry.isSymbolicLink()) {
      inside(path.resolveSibling(entry.getLinkName()), entry.getLinkName());
      Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
    } else if (entry.isFile() && !entry.isLink()) {
      write(entry, content, path);
    } else {
      throw new IOException("The archive holds something unexpected: " + entry.getName());
    }
  }

  private static void write(TarArchiveEntry entry, InputStream content, Path path)
      throws IOException {
    try (OutputStream out = Files.newOutputStream(path, StandardOpenOption.CREATE_NEW)) {
      content.transferTo(out);
    }
    boolean program = (entry.getMode() & OWNER_EXECUTES) != 0;
    Files.setPosixFilePermissions(
        path, PosixFilePermissions.fromString(program ? "rwxr-xr-x" : "rw-r--r--"));
  }

  private Path inside(Path path, String name) throws IOException {
    Path normal = path.normalize();
    if (!normal.startsWith(target)) {
      throw new IOException("The archive tries to write outside its folder: " + name);
    }
    return normal;
  }

  /** A link that was unpacked before must not lead a later entry out of the folder. */
  private Path parentWithoutLinks(Path path) throws IOException {
    Path parent = Objects.requireNonNull(path.getParent());
    for (Path at = parent; at != null && !at.equals(target); at = at.getParent()) {
      if (Files.isSymbolicLink(at)) {
        throw new IOException("The archive writes through a link: " + path);
      }
    }
    return parent;
  }
}
