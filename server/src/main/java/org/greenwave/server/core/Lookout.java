package org.greenwave.server.core;

import java.io.Closeable;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import org.greenwave.directory.Directory;
import org.greenwave.server.trust.Trust;
import org.greenwave.server.watch.DeathListener;
import org.greenwave.server.watch.DeathWatch;
import org.greenwave.server.wire.WireMessage.Hello;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What this server sees of the ends of other processes, and what it lets others see of its own. In
 * the loop.
 */
final class Lookout implements Closeable {
  private static final Logger LOG = LoggerFactory.getLogger(Lookout.class);
  private static final long SIGNING_MILLIS = 3_600_000;

  /** Acts on what is seen; called in the loop. */
  interface Listener {
    /** The process on a server has ended, and none is known to have come after it. */
    void ended(String server);

    /** A watcher sees this process no more, and may take it for dead. */
    void outOfSight(String watcher);
  }

  private final Loop loop;
  private final Listener listener;
  private final Ends ends = new Ends();
  private final DeathWatch watch;
  private final DeathListener shown;

  /**
   * Watches nobody yet; can be watched at once.
   *
   * @throws IOException when the port cannot be had
   */
  Lookout(Identity identity, Trust trust, Loop loop, Neighbours neighbours, Listener listener)
      throws IOException {
    this.loop = loop;
    this.listener = listener;
    watch = new DeathWatch(identity.name(), trust, seen(), neighbours::whereabouts);
    shown =
        DeathListener.of(
            identity.server(),
            identity.incarnation(),
            trust,
            watcher -> loop.post(() -> listener.outOfSight(watcher)));
    loop.every(SIGNING_MILLIS, () -> shown.sign(identity.server(), identity.incarnation(), trust));
  }

  private DeathWatch.Listener seen() {
    return new DeathWatch.Listener() {
      @Override
      public void ended(String server, String incarnation) {
        loop.post(() -> saw(server, incarnation));
      }

      @Override
      public void lives(String server, String incarnation) {
        loop.post(() -> ends.lives(server, incarnation));
      }
    };
  }

  private void saw(String server, String incarnation) {
    if (ends.saw(server, incarnation)) {
      LOG.info("The process on {} has ended.", server);
      listener.ended(server);
    }
  }

  /** Watches these servers, and no others. */
  void keep(Set<String> servers) {
    watch.keep(servers);
  }

  /** A process beats. */
  void heard(Hello process) {
    ends.runs(process.server().name(), process.incarnation());
    watch.heard(process.server(), process.incarnation());
  }

  /** The Directory has changed. */
  void learned(Directory before, Directory after) {
    ends.learned(before, after);
  }

  /** The ends that beats tell of: of each server the latest. */
  Map<String, String> told() {
    return ends.told();
  }

  /** Watches nobody any more; others still see that this process lives. */
  void lookAway() {
    watch.close();
  }

  @Override
  public void close() {
    shown.close();
  }
}
