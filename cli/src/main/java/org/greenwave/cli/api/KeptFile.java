package org.greenwave.cli.api;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.node.ObjectNode;

/** A file of this account's own that keeps a text for each of some servers. */
final class KeptFile {
  private final Path file;

  /** The file, which need not be there. */
  KeptFile(Path file) {
    this.file = file.toAbsolutePath();
  }

  /** What is kept for a server. */
  Optional<String> of(URI server) {
    return Optional.of(kept().path(server.toString()).asString("")).filter(it -> !it.isEmpty());
  }

  /** Keeps a text for some servers. */
  void keep(List<URI> servers, String text) throws IOException {
    change(kept -> servers.forEach(server -> kept.put(server.toString(), text)));
  }

  /** Forgets what is kept for some servers. */
  void forget(List<URI> servers) throws IOException {
    change(kept -> servers.forEach(server -> kept.remove(server.toString())));
  }

  /** A spoilt file is as good as none: it is filled again by logging in. */
  private ObjectNode kept() {
    try {
      return Api.JSON.readTree(Files.readString(file)) instanceof ObjectNode object
          ? object
          : Api.JSON.createObjectNode();
    } catch (IOException | JacksonException _) {
      return Api.JSON.createObjectNode();
    }
  }

  /** Replaces the file, which nobody else may read, so that a crash leaves the old or the new. */
  private void change(Consumer<ObjectNode> change) throws IOException {
    ObjectNode kept = kept();
    change.accept(kept);
    Path folder = file.resolveSibling("");
    if (Files.notExists(folder)) {
      Files.createDirectories(folder, mode("rwx------"));
    }
    Path partial = Files.createTempFile(folder, "kept", ".partial", mode("rw-------"));
    try {
      Files.writeString(partial, kept.toString());
      Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException failure) {
      Files.deleteIfExists(partial);
      throw failure;
    }
  }

  private static FileAttribute<?> mode(String permissions) {
    return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions));
  }
}
