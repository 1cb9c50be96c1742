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

/**
 * The sessions that this account has begun, in a file of its own: a token for each server that the
 * login was meant for. No other server is ever shown it.
 */
public final class Sessions {
  private final Path file;

  /** The sessions in a file, which need not be there. */
  public Sessions(Path file) {
    this.file = file.toAbsolutePath();
  }

  /** The token to show to a server. */
  public Optional<String> token(URI server) {
    return Optional.of(kept().path(server.toString()).asString("")).filter(it -> !it.isEmpty());
  }

  /** Keeps a token for the servers of one system. */
  public void keep(List<URI> servers, String token) throws IOException {
    change(kept -> servers.forEach(server -> kept.put(server.toString(), token)));
  }

  /** Forgets what is kept for some servers. */
  public void forget(List<URI> servers) throws IOException {
    change(kept -> servers.forEach(server -> kept.remove(server.toString())));
  }

  /** A spoilt file is as good as none: who is in it logs in again. */
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
    Path partial = Files.createTempFile(folder, "sessions", ".partial", mode("rw-------"));
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
