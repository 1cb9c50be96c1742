package org.greenwave.server.core;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.greenwave.directory.Change;
import org.greenwave.directory.Directory.Stamp;
import org.greenwave.directory.Grant;
import org.greenwave.directory.GrantReason;
import org.greenwave.directory.Role;
import org.greenwave.directory.Server;
import org.greenwave.server.codec.Json;
import org.greenwave.server.log.LogCommand;
import org.greenwave.server.wire.WireMessage.Published;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * News of takeovers, made up, and written, read and taken on the side as real ones are. The first
 * grant that a server reads takes a processor 5 ms, the next one 0.4; a standby's first takeover
 * would wait for it.
 */
final class NewsRehearsal {
  private static final Logger LOG = LoggerFactory.getLogger(NewsRehearsal.class);
  private static final String NAME = "rehearsal";
  private static final int ROUNDS = 50;
  private static final long TERM = 1;

  private final Server self;
  private final Stamp stamp;
  private final View view = new View();
  private long fence;

  NewsRehearsal(Server self, Instant at) {
    this.self = self;
    stamp = new Stamp(at, TERM);
  }

  /** Plays it, on a thread of its own. */
  static void begin(Server self, Instant at) {
    Thread.ofPlatform().daemon().name(NAME).start(() -> tried(new NewsRehearsal(self, at)));
  }

  private static void tried(NewsRehearsal rehearsal) {
    try {
      LOG.debug("Rehearsed {} changes.", rehearsal.play());
    } catch (RuntimeException e) {
      LOG.debug("The rehearsal failed; the first takeover may take a little longer.", e);
    }
  }

  /** Answers how many changes were taken. */
  long play() {
    tell(new Change.Founded(NAME, NAME, self));
    tell(new Change.RoleCreated(role(), NAME));
    for (int round = 0; round < ROUNDS; round++) {
      reasons().forEach(this::tellGrant);
    }
    return view.directory().version();
  }

  private Role role() {
    return new Role(
        NAME,
        NAME,
        "",
        List.of(self.name()),
        false,
        true,
        new Role.Database("jdbc:postgresql://" + NAME, NAME, ""),
        "{}",
        0);
  }

  private Stream<GrantReason> reasons() {
    String next = self.name();
    return Stream.of(
        new GrantReason.HostGone(NAME, List.of(next), next, List.of()),
        new GrantReason.LeaseRanOut(NAME, 1, next, List.of()),
        new GrantReason.AskedFor(NAME, next, NAME));
  }

  private void tellGrant(GrantReason reason) {
    Grant grant = new Grant(NAME, self.name(), NAME, fence + 1, TERM, stamp.at(), reason);
    tell(new Change.GrantIssued(grant, fence));
    fence = grant.fence();
  }

  /** As the leader publishes it and as it stands in the log. */
  private void tell(Change change) {
    byte[] entry = Json.bytes(new LogCommand.Propose(stamp.at(), change, stamp.author()));
    byte[] frame = Json.bytes(new Published(view.directory().version() + 1, stamp, change));
    if (Json.read(entry, LogCommand.class) instanceof LogCommand.Propose
        && Json.message(frame) instanceof Published published) {
      view.offer(published);
    }
  }
}
