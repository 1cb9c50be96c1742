package org.greenwave.server.core;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.greenwave.directory.Change;
import org.greenwave.directory.Directory;
import org.greenwave.directory.Directory.Stamp;
import org.greenwave.directory.Server;
import org.greenwave.directory.Server.Endpoints;
import org.greenwave.directory.failover.Situation;
import org.greenwave.server.host.Feed;
import org.greenwave.server.host.HostSettings;
import org.greenwave.server.host.RoleHosts;
import org.greenwave.server.log.RatisLog;
import org.greenwave.server.log.UnreadableEntryException;
import org.greenwave.server.notice.NoticeDesk;
import org.greenwave.server.realtime.Realtime;
import org.greenwave.server.trust.Trust;
import org.greenwave.server.wire.Calls;
import org.greenwave.server.wire.Frame;
import org.greenwave.server.wire.Link;
import org.greenwave.server.wire.WireListener;
import org.greenwave.server.wire.WireMessage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One running server: everything but its HTTP door, tied together. */
public final class Node implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Node.class);
  private static final long HOUSEKEEPING_MILLIS = 250;

  /** Long enough for a last beat to be heard. */
  private static final long LAST_WORD_MILLIS = 300;

  /**
   * What a node is started with.
   *
   * @param founding true for the first server of a system, on its very first start
   * @param known the servers that were known when the process last ran, to find the others by
   * @param trust by which this server and the others know each other
   * @param console where people are told to find the Config Tool
   * @param realtime whether the loop is to ask for real-time priority
   */
  public record Start(
      Identity identity,
      Path folder,
      boolean founding,
      List<Server> known,
      Trust trust,
      String console,
      boolean realtime) {}

  private final Start start;
  private final Identity identity;
  private final Loop loop;
  private final View view = new View();
  private final Feed feed = new Feed();
  private final Remarks remarks = new Remarks();
  private final Neighbours neighbours;
  private final Succeeded succeeded;
  private final RoleHosts hosts;
  private final Beats beats;
  private final Calls calls;
  private final Lookout lookout;
  private final WireListener wire;
  private final Optional<DirectorySeat> seat;
  private final ReservesReading reserves;
  private final Farewell farewell = new Farewell();
  private final Optional<NoticeDesk> notices;
  private final Map<String, Link> callers = new ConcurrentHashMap<>();
  private volatile String heardLeader = "";

  /**
   * Starts a server.
   *
   * @throws IOException when a port or a folder cannot be used
   */
  public Node(Start start, InstantSource clock, Consumer<Throwable> broken) throws IOException {
    this.start = start;
    identity = start.identity();
    neighbours = new Neighbours(identity.name(), view::directory, start.known());
    start.trust().follow(view::directory);
    loop = new Loop(broken, start.realtime());
    succeeded = new Succeeded(identity, view::directory, remarks);
    hosts =
        RoleHosts.of(
            new HostSettings(identity, loop, view, clock, start.folder().resolve("roles"), feed),
            this::newsMayBeThere,
            (server, role, fence) -> send(server, new WireMessage.HandedOver(role, fence)),
            why -> loop.after(LAST_WORD_MILLIS, () -> broken.accept(why)));
    reserves = new ReservesReading(start.folder(), start.trust(), clock);
    beats = new Beats(identity, loop, hosts.types().versions(), beatSources());
    calls =
        new Calls(this::hello, start.trust(), (_, message) -> called(message), neighbours::known);
    lookout = new Lookout(identity, start.trust(), loop, neighbours, deaths());
    Endpoints at = identity.server().endpoints();
    wire = new WireListener(new InetSocketAddress(at.host(), at.wire()), start.trust(), callsIn());
    view.listen(this::changed);
    view.listen(lookout::learned);
    seat = identity.keepsDirectory() ? Optional.of(takeSeat(clock)) : Optional.empty();
    notices =
        seat.map(mine ->
            new NoticeDesk(
                new NoticeDesk.Sign(identity.name(), start.console()),
                loop,
                clock,
                view,
                new NoticeSeat(mine, this::hasLease)));
    loop.post(this::keepInTouch);
    loop.post(beats::start);
    loop.every(HOUSEKEEPING_MILLIS, this::keepHouse);
    loop.open();
    NewsRehearsal.begin(identity.server(), clock.instant());
  }

  private DirectorySeat takeSeat(InstantSource clock) throws IOException {
    RatisLog.Options options =
        new RatisLog.Options(
            identity.server(),
            ServerFolder.log(start.folder(), identity.systemId()),
            identity.systemId(),
            start.founding(),
            start.trust());
    return new DirectorySeat(
        identity, loop, clock, view, new DirectorySeat.Doors(options, this::publish));
  }

  private WireMessage.Hello hello() {
    return new WireMessage.Hello(
        identity.systemId(), identity.server(), identity.incarnation(), succeeded.predecessors());
  }

  private Beats.Sources beatSources() {
    return new Beats.Sources(
        () -> new Beats.News(hosts.reports(), lookout().told(), farewell.begun()),
        () -> view.directory(),
        reserves,
        beat -> {
          seat().ifPresent(mine -> mine.desk().received(beat, beats()::answered));
          neighbours.keepers().forEach(server -> calls.ask(server, beat));
        });
  }

  private Beats beats() {
    return beats;
  }

  private Lookout lookout() {
    return lookout;
  }

  private void newsMayBeThere() {
    beats.newsMayBeThere();
  }

  private void changed(Directory before, Directory after) {
    UnreadableEntryException.unlessSpoken(after, identity.server().levels());
    keepInTouch();
    wire.review(link -> callers.values().remove(link));
    beats.countOffers();
    seat().ifPresent(mine -> mine.desk().changed(before, after));
    hosts.step();
  }

  /** Keeps up the links and watches that the Directory calls for. */
  private void keepInTouch() {
    calls.keep(neighbours.linked());
    if (identity.keepsDirectory()) {
      lookout.keep(neighbours.watched());
    }
  }

  private void keepHouse() {
    callers.values().removeIf(Link::closed);
    seat().ifPresent(mine -> mine.keepHouse(callers));
    hosts.step();
  }

  private Lookout.Listener deaths() {
    return new Lookout.Listener() {
      @Override
      public void ended(String server) {
        beats.newsMayBeThere();
        seat().ifPresent(mine -> mine.ended(server));
      }

      @Override
      public void outOfSight(String watcher) {
        beats.lostSightOf(watcher, leader().orElse(""));
      }
    };
  }

  private WireListener.Receiver callsIn() {
    return new WireListener.Receiver() {
      @Override
      public boolean admits(WireMessage.Hello hello) {
        return hello.systemId().equals(identity.systemId());
      }

      @Override
      public boolean turnsAway(WireMessage.Hello hello, Link link) {
        return succeeded.turnsAway(hello, link);
      }

      @Override
      public boolean records(WireMessage.Hello hello) {
        return hello.server().isIn(view.directory());
      }

      @Override
      public void received(WireMessage.Hello hello, WireMessage message, Link link) {
        if (records(hello)) {
          callers.put(hello.server().name(), link);
        }
        loop.post(() -> heard(hello, message, link));
      }
    };
  }

  private void heard(WireMessage.Hello hello, WireMessage message, Link link) {
    switch (message) {
      case WireMessage.BeatSent beat -> {
        if (hello.server().isIn(view.directory())) {
          lookout.heard(hello);
        }
        seat().ifPresent(mine -> mine.heard(hello, beat, link));
      }
      case WireMessage.HandedOver(String role, long fence)
          when hello.server().isIn(view.directory()) ->
          hosts.handed(role, fence);
      case WireMessage.HandedOver _,
          WireMessage.Hello _,
          WireMessage.Answered _,
          WireMessage.Published _,
          WireMessage.Unknown _,
          WireMessage.Expelled _,
          WireMessage.Successor _,
          WireMessage.Snapshot _ ->
          LOG.debug("{} sent what it may not send.", hello.server().name());
    }
  }

  /** A Directory server that this one has called says something. On the link's thread. */
  private void called(WireMessage message) {
    loop.post(() -> {
      switch (message) {
        case WireMessage.Answered answer -> {
          heardLeader = answer.leader();
          beats.answered(answer);
        }
        case WireMessage.Published published -> view.offer(published);
        case WireMessage.Snapshot(Directory directory) -> view.offer(directory);
        case WireMessage.HandedOver(String role, long fence) -> hosts.handed(role, fence);
        case WireMessage.Expelled expelled -> leave(expelled);
        case WireMessage.Successor successor -> succeeded.told(successor);
        case WireMessage.Hello _, WireMessage.BeatSent _, WireMessage.Unknown _ ->
            LOG.debug("A Directory server sent what it should only receive.");
      }
    });
  }

  /** An older leader may not know yet that this server was let in. */
  private void leave(WireMessage.Expelled told) {
    boolean meant =
        told.name().equals(identity.name()) && told.folderId().equals(identity.server().folderId());
    if (meant && told.version() >= view.directory().version()) {
      throw new ExpelledException(identity.name(), told.replaced());
    }
  }

  private void publish(long version, Stamp stamp, Change change) {
    Frame published = Frame.of(new WireMessage.Published(version, stamp, change));
    callers.values().forEach(link -> link.send(published));
  }

  private void send(String server, WireMessage message) {
    calls.send(server, message);
  }

  /** Who leads the Directory, as far as this server knows. */
  public Optional<String> leader() {
    return seat.isPresent()
        ? seat.get().log().leader()
        : Optional.of(heardLeader).filter(name -> !name.isEmpty());
  }

  /** This server's seat in the Directory; empty on an expansion server. */
  public Optional<DirectorySeat> seat() {
    return seat;
  }

  /** What tells people of what happens; empty on an expansion server. */
  public Optional<NoticeDesk> notices() {
    return notices;
  }

  /** Whether beats have real-time priority. */
  public Realtime realtime() {
    return loop.realtime();
  }

  /** What a decision taken now would be based on; empty on an expansion server. */
  public Optional<Situation> situation() {
    return seat.map(mine -> mine.desk().situation());
  }

  public Identity identity() {
    return identity;
  }

  public View view() {
    return view;
  }

  public Loop loop() {
    return loop;
  }

  public RoleHosts hosts() {
    return hosts;
  }

  public Feed feed() {
    return feed;
  }

  /** What this server alone knows to need care. */
  public Remarks remarks() {
    return remarks;
  }

  /** Whether the system of this server goes on as another one. */
  public Succeeded succeeded() {
    return succeeded;
  }

  /** Whether this server has a lease now. */
  public boolean hasLease() {
    return beats.leftMillis() > 0;
  }

  /** Done when this server knows of the Directory what the leader knows. */
  public CompletableFuture<Void> abreast() {
    return beats.abreast();
  }

  /** The least share of a lease that was left of late when it was renewed, in percent. */
  public int leaseLeastLeftPercent() {
    return beats.leastLeftPercent();
  }

  /** How much of its lease this server has left; 0 when none. */
  public long leaseLeftMillis() {
    return beats.leftMillis();
  }

  /** The most by which one of the latest beats was late. */
  public long beatLatenessMillis() {
    return beats.toldLatenessMillis();
  }

  /** By which this server and others know each other. */
  public Trust trust() {
    return start.trust();
  }

  /** The folder in which this server keeps everything. */
  public Path folder() {
    return start.folder();
  }

  /** Says that it is being stopped, and lets others take over what it has. */
  public void leave() {
    farewell.say(this, beats::newsMayBeThere);
  }

  @Override
  public void close() throws IOException {
    hosts.shutDown();
    notices.ifPresent(NoticeDesk::close);
    reserves.close();
    calls.close();
    lookout.lookAway();
    seat.ifPresent(mine -> mine.log().close());
    loop.close();
    wire.close();
    lookout.close();
  }
}
