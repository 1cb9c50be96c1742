package org.greenwave.server.export;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import org.greenwave.server.log.Synced;
import org.greenwave.server.trust.TrustFolder;

/**
 * A file of the system's authorities: what a Directory server needs to vouch for others.
 *
 * @param path below the server's folder, with slashes
 * @param mode as {@code rw-------}
 * @param content in Base64
 */
public record AuthorityFile(String path, String mode, String content) {
  /** Where they stand in a server's folder. */
  private static final String FOLDER = "trust";

  /** Those of a server; links are not followed. */
  static List<AuthorityFile> below(Path serverFolder) throws IOException {
    List<AuthorityFile> files = new ArrayList<>();
    for (Path file : new TrustFolder(serverFolder).authorityFiles()) {
      if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
        files.add(of(serverFolder, file));
      }
    }
    return files;
  }

  private static AuthorityFile of(Path serverFolder, Path file) throws IOException {
    return new AuthorityFile(
        serverFolder.relativize(file).toString(),
        PosixFilePermissions.toString(Files.getPosixFilePermissions(file)),
        Base64.getEncoder().encodeToString(Files.readAllBytes(file)));
  }

  /**
   * Writes the file where it stood, in another server's folder.
   *
   * @throws ExportException when its path leads elsewhere
   */
  public void writeBelow(Path serverFolder) throws IOException, ExportException {
    Path top = serverFolder.resolve(FOLDER).normalize();
    Path file = serverFolder.resolve(path).normalize();
    if (!file.startsWith(top) || file.equals(top)) {
      throw new ExportException("The export holds a file for a place that is not its own: " + path);
    }
    Files.createDirectories(
        Objects.requireNonNull(file.getParent()),
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.write(file, Base64.getDecoder().decode(content));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
    Synced.sync(file);
  }
}
