package org.greenwave.server.watch;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import org.greenwave.directory.Server;
import org.greenwave.directory.Server.Endpoints;
import org.greenwave.server.trust.Trust;
import org.greenwave.server.watch.Departures.Examiner;

/**
 * The listener that others watch to learn of this process's end. It is never closed or bound again
 * while the process lives: a refused connection means that the process is gone. So that its sockets
 * close at once when the process is killed, they belong to a thread with {@link OwnFiles}, where
 * the system offers that.
 */
public final class DeathListener implements Closeable {
  /** As of whatever must not be. */
  private static final int BROKEN = 70;

  private static final Duration TO_END = Duration.ofSeconds(1);

  private final Departures departures;
  private final Thread thread;
  private final Vigil vigil;

  /**
   * Listens at once.
   *
   * @param greeting what every watcher is told
   * @param examiner looks at what watchers say of themselves
   * @param watcherLost told the name of a watcher whose connection has ended
   * @throws IOException when the port cannot be had
   */
  DeathListener(
      InetSocketAddress at, String greeting, Examiner examiner, Consumer<String> watcherLost)
      throws IOException {
    departures = new Departures(examiner, watcherLost);
    Challenges challenges = new Challenges();
    CompletableFuture<Vigil> opened = new CompletableFuture<>();
    thread =
        Thread.ofPlatform()
            .daemon()
            .name("death-listener")
            .priority(Thread.MAX_PRIORITY)
            .start(() -> listen(at, greeting, challenges, opened));
    try {
      vigil = opened.join();
    } catch (CompletionException failure) {
      departures.end();
      throw new IOException(failure.getCause());
    }
  }

  /** Listens at once, and tells every watcher which process of which server this is. */
  public static DeathListener of(
      Server self, String incarnation, Trust trust, Consumer<String> watcherLost)
      throws IOException {
    Endpoints at = self.endpoints();
    String greeting = new Greeting(self.name(), incarnation, self.folderId()).line(trust);
    return new DeathListener(
        new InetSocketAddress(at.host(), at.deathWatch()),
        greeting,
        examiner(self.name(), incarnation, trust),
        watcherLost);
  }

  /** Believes what this system's servers have signed for this process. */
  static Examiner examiner(String self, String incarnation, Trust trust) {
    return (line, challenge) ->
        new Proof(self, incarnation, challenge).watcher(line, trust).orElse("");
  }

  /** Signs what watchers are told anew: certificates end. */
  public void sign(Server self, String incarnation, Trust trust) {
    vigil.greetWith(new Greeting(self.name(), incarnation, self.folderId()).line(trust));
  }

  private void listen(
      InetSocketAddress at,
      String greeting,
      Challenges challenges,
      CompletableFuture<Vigil> opened) {
    Vigil open;
    try {
      Vigil.rehearse(greeting);
      OwnFiles.find().ifPresent(OwnFiles::take);
      open = Vigil.open(at, greeting, departures, challenges);
    } catch (Throwable failure) {
      opened.completeExceptionally(failure);
      return;
    }
    opened.complete(open);
    keep(open);
  }

  /** If this thread ended alone, others would take that for the end of the process: so it ends. */
  private static void keep(Vigil open) {
    try {
      open.keep();
    } catch (Throwable failure) {
      System.err.println("The death watch broke, so the server ends: " + failure);
      Runtime.getRuntime().halt(BROKEN);
    }
  }

  @Override
  public void close() {
    vigil.end();
    departures.end();
    try {
      var _ = thread.join(TO_END);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
