package org.greenwave.server.log;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.greenwave.directory.Server.Endpoints;

/**
 * Whether a server's port of the log can be reached. Asked before the engine is to give a vote: it
 * would go on for minutes trying to bring up one that it does not reach, and take no other change
 * of votes meanwhile, nor hand the lead on.
 */
final class Knock {
  private static final Duration LIMIT = Duration.ofSeconds(2);

  private Knock() {}

  /** Done when a connection can be made; fails when not, after two seconds at most. */
  static CompletableFuture<Void> at(Endpoints endpoints) {
    return CompletableFuture.runAsync(
        () -> connect(endpoints), task -> Thread.ofVirtual().name("knock").start(task));
  }

  private static void connect(Endpoints endpoints) {
    try (Socket socket = new Socket()) {
      socket.connect(
          new InetSocketAddress(endpoints.host(), endpoints.consensus()), (int) LIMIT.toMillis());
    } catch (IOException failure) {
      throw new UncheckedIOException(
          "%s:%d cannot be reached".formatted(endpoints.host(), endpoints.consensus()), failure);
    }
  }
}
