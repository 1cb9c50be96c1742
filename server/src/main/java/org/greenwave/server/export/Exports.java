package org.greenwave.server.export;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.greenwave.directory.Directory;
import org.greenwave.server.codec.Json;
import org.greenwave.server.core.Node;
import org.greenwave.server.log.Synced;
import org.greenwave.server.people.Passwords;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Makes, writes and reads exports. One at a time is made, for the key alone takes much memory. */
public final class Exports {
  private static final long LARGEST_FILE = 256L << 20;
  private static final Object ONE_AT_A_TIME = new Object();

  private Exports() {}

  /** The sealed export of what a server knows now. */
  public static byte[] of(Node node, String passphrase) throws IOException, ExportException {
    Directory directory = node.view().directory();
    if (directory.id().isEmpty()) {
      throw new ExportException(
          "This server has not heard of the Directory yet; ask again in a moment.");
    }
    return seal(
        new Export(
            Instant.now(),
            node.identity().server().release(),
            node.identity().name(),
            directory,
            AuthorityFile.below(node.folder())),
        passphrase);
  }

  static byte[] seal(Export export, String passphrase) throws IOException {
    synchronized (ONE_AT_A_TIME) {
      ByteArrayOutputStream zipped = new ByteArrayOutputStream();
      try (GZIPOutputStream out = new GZIPOutputStream(zipped)) {
        out.write(Json.bytes(export));
      }
      return SealedFile.seal(zipped.toByteArray(), passphrase);
    }
  }

  /** Reads a file with an export. */
  public static Export read(Path file, String passphrase) throws IOException, ExportException {
    if (Files.size(file) > LARGEST_FILE) {
      throw new ExportException(file + " is larger than any export; name another file.");
    }
    return open(Files.readAllBytes(file), passphrase);
  }

  static Export open(byte[] file, String passphrase) throws IOException, ExportException {
    byte[] plain;
    try (GZIPInputStream in =
        new GZIPInputStream(new ByteArrayInputStream(SealedFile.open(file, passphrase)))) {
      plain = in.readAllBytes();
    }
    String release = "another version";
    try {
      JsonNode tree = Json.mapping().readTree(plain);
      release = "version " + tree.path("release").asString("unknown");
      return Json.mapping().treeToValue(tree, Export.class);
    } catch (JacksonException unknown) {
      throw new ExportException(
          "The export was made by %s, and this one cannot read it; use that one."
              .formatted(release));
    }
  }

  /** What is wrong with a passphrase that is chosen for an export; empty when nothing is. */
  public static Optional<String> problem(String passphrase) {
    return Passwords.problem(passphrase).map(it -> it.replace("A password", "A passphrase"));
  }

  /** The passphrase in the first line of a file. */
  public static String passphrase(Path file) throws IOException, ExportException {
    String passphrase =
        Files.readString(file, StandardCharsets.UTF_8)
            .lines()
            .findFirst()
            .filter(line -> !line.isEmpty())
            .orElseThrow(() -> new ExportException("There is no passphrase in " + file + "."));
    Optional<String> problem = problem(passphrase);
    if (problem.isPresent()) {
      throw new ExportException("The passphrase in " + file + " will not do: " + problem.get());
    }
    return passphrase;
  }

  /** Writes a file that only its owner reads, so that a crash leaves all of it or nothing. */
  static void write(Path file, byte[] bytes) throws IOException {
    Path partial = file.resolveSibling(file.getFileName() + ".partial");
    Files.deleteIfExists(partial);
    try (FileChannel out =
        FileChannel.open(
            partial,
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
      Synced.write(out, bytes);
    } catch (IOException unfinished) {
      Files.deleteIfExists(partial); // on a full disk it would take what room there is
      throw unfinished;
    }
    Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    Synced.sync(Objects.requireNonNull(file.toAbsolutePath().getParent()));
  }
}
