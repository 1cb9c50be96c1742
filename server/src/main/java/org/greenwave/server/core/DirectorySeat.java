package org.greenwave.server.core;

import java.io.IOException;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.greenwave.directory.Change;
import org.greenwave.directory.Directory;
import org.greenwave.directory.Directory.Stamp;
import org.greenwave.directory.Server;
import org.greenwave.directory.Timings;
import org.greenwave.directory.audit.Author;
import org.greenwave.server.log.ConsensusLog;
import org.greenwave.server.log.LeaseBound;
import org.greenwave.server.log.RatisLog;
import org.greenwave.server.log.Receipt;
import org.greenwave.server.log.Voter;
import org.greenwave.server.wire.Frame;
import org.greenwave.server.wire.Link;
import org.greenwave.server.wire.WireMessage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A Directory server's part in keeping the Directory. In the loop, but for the log's own calls. */
public final class DirectorySeat {
  private static final Logger LOG = LoggerFactory.getLogger(DirectorySeat.class);

  /** Tells all linked servers of a committed change. */
  interface Publisher {
    void publish(long version, Stamp stamp, Change change);
  }

  /** How the seat takes part in the log and reaches others. */
  record Doors(RatisLog.Options log, Publisher publisher) {}

  private final Identity identity;
  private final Loop loop;
  private final View view;
  private final Publisher publisher;
  private final ConsensusLog log;
  private final LeaderDesk desk;
  private final Franchise franchise;
  private final HandingOn handingOn;
  private final Succession succession;
  private final Laggards laggards = new Laggards();

  DirectorySeat(Identity identity, Loop loop, InstantSource clock, View view, Doors doors)
      throws IOException {
    this.identity = identity;
    this.loop = loop;
    this.view = view;
    publisher = doors.publisher();
    Timings timings = Timings.DEFAULT;
    LeaseBound leases =
        new LeaseBound(timings.withMargin(timings.leaseCapMillis()), loop::nowMillis);
    log = new RatisLog(doors.log(), clock, leases, listener());
    desk = new LeaderDesk(identity, loop, clock, view, log);
    franchise = new Franchise(loop, log);
    handingOn = new HandingOn(loop, log);
    succession = new Succession(identity.name(), log);
  }

  private ConsensusLog.Listener listener() {
    return new ConsensusLog.Listener() {
      @Override
      public void applied(Directory directory, Change change, Stamp stamp) {
        loop.post(() -> {
          if (desk.leading()) {
            publisher.publish(directory.version(), stamp, change);
          }
          view.offer(directory);
        });
      }

      @Override
      public void replaced(Directory directory) {
        loop.post(() -> view.offer(directory));
      }

      @Override
      public void leading(long term, long inheritedLeaseMillis) {
        loop.post(() -> lead(term, inheritedLeaseMillis));
      }

      @Override
      public void broken(RuntimeException why) {
        loop.post(() -> {
          throw why;
        });
      }

      @Override
      public void following() {
        loop.post(() -> desk.follow());
      }
    };
  }

  /** What was announced may be over before the loop comes to it. */
  private void lead(long term, long inheritedLeaseMillis) {
    if (log.term() != term || !log.leader().equals(Optional.of(identity.name()))) {
      return;
    }
    if (view.directory().id().isEmpty()) {
      log.propose(new Change.Founded(identity.systemId(), "greenwave", identity.server()));
    }
    desk.lead(term, inheritedLeaseMillis);
    announce(identity.server());
  }

  /**
   * A beat has come in from another server. One that the Directory does not record is no sign of
   * the server whose name it may bear; one that does not speak the Directory's level is shown it,
   * and ends. Whoever has a vote is called where it says it is, whatever else it says: without it
   * there may be no majority to record its address.
   */
  void heard(WireMessage.Hello hello, WireMessage.BeatSent beat, Link link) {
    log.heard(hello.server(), beat.beat().incarnation());
    if (!hello.server().isIn(view.directory())) {
      expel(hello.server(), link);
      return;
    }
    if (!hello.server().levels().speak(view.directory().level())) {
      link.send(new WireMessage.Snapshot(view.directory()));
      return;
    }
    desk.received(beat, link::send);
    if (desk.leading()) {
      announce(hello.server());
    }
  }

  /** The leader, and only when its vote is gone, tells a server that it is none of the system's. */
  private void expel(Server server, Link link) {
    boolean replaced = view.directory().servers().containsKey(server.name());
    if (desk.leading() && !log.voters().contains(Voter.id(server))) {
      long version = view.directory().version();
      link.send(new WireMessage.Expelled(server.name(), server.folderId(), version, replaced));
    }
  }

  /** Records where a known server is now, if that has changed. */
  private void announce(Server server) {
    Server recorded = view.directory().servers().get(server.name());
    if (recorded != null && !recorded.equals(server)) {
      LOG.info("{} has moved or changed.", server.name());
      log.propose(new Change.ServerAnnounced(server));
    }
  }

  /** What has to be looked after from time to time. */
  void keepHouse(Map<String, Link> callers) {
    Set<String> absent = new HashSet<>(log.absent());
    if (desk.leading()) {
      franchise.next(view.directory(), desk.sightings(), Voter.id(identity.server()));
      absent.addAll(franchise.voteless(view.directory()));
      if (!franchise.changes()) {
        handingOn.next(desk.situation());
      }
      catchUp(callers);
    }
    desk.lacking(absent);
  }

  private void catchUp(Map<String, Link> callers) {
    List<Link> behind =
        callers.entrySet().stream()
            .filter(caller -> lags(caller.getKey()))
            .map(Map.Entry::getValue)
            .toList();
    if (!behind.isEmpty()) {
      Frame whole = Frame.of(new WireMessage.Snapshot(view.directory()));
      behind.forEach(link -> link.send(whole));
    }
  }

  /** One that is not heard is sent nothing: whole Directories would pile up on the way to it. */
  private boolean lags(String server) {
    long now = loop.nowMillis();
    Server recorded = view.directory().servers().get(server);
    return recorded != null
        && desk.sightings().alive(server, now)
        && laggards.lags(recorded, desk.versionSeenBy(server), view.directory().version(), now);
  }

  /** A server's process has ended. */
  void ended(String server) {
    succession.ended(server, view.directory());
  }

  /**
   * Hands leadership to a server because a person asked for it. In the loop.
   *
   * @return fails with {@link VotesChangeException} when it is no time for that
   */
  public CompletableFuture<Void> handLeadershipTo(Server next) {
    return franchise.changes()
        ? CompletableFuture.failedFuture(new VotesChangeException())
        : handingOn.to(next, desk.sightings());
  }

  LeaderDesk desk() {
    return desk;
  }

  public ConsensusLog log() {
    return log;
  }

  public boolean leading() {
    return desk.leading();
  }

  /** Proposes a decision about a role that a person asked for. In the loop. */
  public CompletableFuture<Receipt> propose(String role, Change change, Author author) {
    return desk.propose(role, change, Optional.of(author));
  }
}
