package org.greenwave.server.core;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.greenwave.directory.Directory;
import org.greenwave.directory.Outcome;
import org.greenwave.server.wire.WireMessage.Published;

/**
 * The newest Directory that this server knows of, from its own log or as the leader published it;
 * both are the same committed changes in the same order. Changed only in the loop, read anywhere.
 */
public final class View {
  /** Hears of every new Directory, in the loop. */
  public interface Listener {
    void changed(Directory before, Directory after);
  }

  private static final long MOST_AHEAD = 10_000;

  private final List<Listener> listeners = new CopyOnWriteArrayList<>();
  private final ConcurrentSkipListMap<Long, CompletableFuture<Void>> awaited =
      new ConcurrentSkipListMap<>();
  private volatile Directory directory = Directory.empty();

  /** The newest Directory. */
  public Directory directory() {
    return directory;
  }

  /** Tells a listener of every change from now on. */
  public void listen(Listener listener) {
    listeners.add(listener);
  }

  /** Takes a whole Directory if it is newer. */
  void offer(Directory offered) {
    if (offered.version() > directory.version()) {
      Directory before = directory;
      directory = offered;
      listeners.forEach(listener -> listener.changed(before, offered));
      awaited.headMap(offered.version(), true).values().forEach(done -> done.complete(null));
      awaited.headMap(offered.version(), true).clear();
    }
  }

  /** Takes a published change if it is the next one. */
  void offer(Published published) {
    if (published.version() == directory.version() + 1
        && directory.apply(published.change(), published.stamp())
            instanceof Outcome.Accepted(Directory after)) {
      offer(after);
    }
  }

  /**
   * Done when this server has seen a version of the Directory (law L7); never for one that is
   * nowhere near: anybody may ask for any, and each takes room until it comes.
   */
  public CompletableFuture<Void> seen(long version) {
    if (version > directory.version() + MOST_AHEAD) {
      return new CompletableFuture<>();
    }
    CompletableFuture<Void> done = awaited.computeIfAbsent(version, _ -> new CompletableFuture<>());
    if (directory.version() >= version) {
      done.complete(null);
      awaited.remove(version);
    }
    return done;
  }
}
