package org.greenwave.server.watch;

import java.io.Closeable;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.greenwave.directory.Server;
import org.greenwave.directory.Server.Endpoints;
import org.greenwave.server.trust.Trust;
import org.jspecify.annotations.Nullable;

/** Watches the processes of other servers. */
public final class DeathWatch implements Closeable {
  /** Hears what the watch sees; called on the watch's threads. */
  public interface Listener {
    /** An incarnation's connection ended and its port refuses, or another incarnation answers. */
    void ended(String server, String incarnation);

    /** An incarnation answers. */
    void lives(String server, String incarnation);
  }

  private final Watch.Post post;
  private final Map<String, Watch> watches = new ConcurrentHashMap<>();

  /** Watches nobody yet. */
  public DeathWatch(
      String watcher,
      Trust trust,
      Listener listener,
      Function<String, @Nullable Endpoints> whereabouts) {
    post = new Watch.Post(watcher, trust, listener, new RefusedPort(), whereabouts);
  }

  /** Watches these servers, and no others. */
  public void keep(Set<String> servers) {
    servers.forEach(server -> watches.computeIfAbsent(server, name -> new Watch(name, post)));
    watches.forEach((server, watch) -> {
      if (!servers.contains(server)) {
        watch.close();
        watches.remove(server, watch);
      }
    });
  }

  /** A process of a server has been heard: one that was started before it is not watched on. */
  public void heard(Server server, String incarnation) {
    Watch watch = watches.get(server.name());
    if (watch != null) {
      watch.heard(new Greeting(server.name(), incarnation, server.folderId()));
    }
  }

  @Override
  public void close() {
    keep(Set.of());
  }
}
