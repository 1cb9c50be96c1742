package org.greenwave.server.core;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.greenwave.directory.Directory;
import org.greenwave.directory.failover.Finding;
import org.greenwave.directory.failover.Finding.Severity;
import org.greenwave.server.trust.Holder;
import org.greenwave.server.wire.Link;
import org.greenwave.server.wire.WireMessage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the servers of the system before this one that it is succeeded, and hears the same about
 * this one. Neither side lets the other take part in anything; a server that is succeeded stays up
 * and says so, for its roles obey the fences, and a person has to decide what becomes of it.
 */
public final class Succeeded {
  private static final Logger LOG = LoggerFactory.getLogger(Succeeded.class);
  private static final String ABOUT = "succeeded";

  private final Identity identity;
  private final Supplier<Directory> directory;
  private final Remarks remarks;
  private final Set<String> toldOthers = ConcurrentHashMap.newKeySet();
  private @Nullable String sentence;
  private @Nullable Consumer<String> listener;

  Succeeded(Identity identity, Supplier<Directory> directory, Remarks remarks) {
    this.identity = identity;
    this.directory = directory;
    this.remarks = remarks;
  }

  /** The identities of the systems that this one succeeds. */
  List<String> predecessors() {
    return directory.get().heritage().predecessors();
  }

  /**
   * Whether a caller of another system is of one before or after this; it is heard no further. Who
   * was removed from this one has no word in that: it would end every server at its next start.
   */
  boolean turnsAway(WireMessage.Hello hello, Link link) {
    String caller = hello.server().name();
    boolean removed = link.peer().in(directory.get()) == Holder.Standing.FORMER;
    if (!removed && hello.predecessors().contains(identity.systemId())) {
      told(new WireMessage.Successor(hello.systemId(), hello.predecessors(), caller));
      return true;
    }
    if (!predecessors().contains(hello.systemId())) {
      return false;
    }
    if (toldOthers.add(caller + hello.incarnation())) {
      LOG.info("{} still runs for the system that this one succeeds; it is told so.", caller);
    }
    link.send(new WireMessage.Successor(identity.systemId(), predecessors(), identity.name()));
    return true;
  }

  /** A server says that its system succeeds this one; written down once. */
  synchronized void told(WireMessage.Successor successor) {
    if (sentence != null || !successor.predecessors().contains(identity.systemId())) {
      return;
    }
    sentence =
        ("The system of this server is succeeded by Directory %s, of which %s is a server: it was"
                + " recovered or restored there. What this server hosts ends as the other system"
                + " takes it over.")
            .formatted(successor.systemId(), successor.server());
    String advice =
        "Stop this server; then 'greenwave token --replaces %s' there, and start it with --join and"
            + " --token.";
    LOG.error("{} {}", sentence, advice.formatted(identity.name()));
    remarks.show(
        ABOUT, new Finding(Severity.ERROR, "system", sentence, advice.formatted(identity.name())));
    if (listener != null) {
      listener.accept(sentence);
    }
  }

  /** Tells a listener when this server's system is succeeded, now or later. */
  public synchronized void listen(Consumer<String> hears) {
    listener = hears;
    if (sentence != null) {
      hears.accept(sentence);
    }
  }
}
