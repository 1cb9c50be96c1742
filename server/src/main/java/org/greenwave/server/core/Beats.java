package org.greenwave.server.core;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.greenwave.directory.Directory;
import org.greenwave.directory.failover.Beat;
import org.greenwave.directory.failover.Reserves;
import org.greenwave.directory.failover.RoleReport;
import org.greenwave.directory.hosting.HostLease;
import org.greenwave.server.wire.WireMessage.Answered;
import org.greenwave.server.wire.WireMessage.BeatSent;

/** Sends this server's signs of life and keeps the lease that their answers give. */
final class Beats {
  /** What a beat tells beside the time. */
  record News(Map<String, RoleReport> roles, Map<String, String> gone, boolean leaving) {
    /** Copies: what was told has to stay what it was, or nothing would ever be news. */
    News {
      roles = Map.copyOf(roles);
      gone = Map.copyOf(gone);
    }
  }

  /** Carries a beat to every Directory server, this one included. */
  interface Carrier {
    void carry(BeatSent beat);
  }

  private static final int REMEMBERED = 64;
  private static final int LATENESS_BEATS = 64;

  private final Identity identity;
  private final Loop loop;
  private final Map<String, String> roleTypes;
  private final Supplier<News> news;
  private final Supplier<Directory> directory;
  private final Supplier<Reserves> reserves;
  private final Carrier carrier;
  private final Map<Long, Long> sentAt = new LinkedHashMap<>();
  private final long[] lateness = new long[LATENESS_BEATS];
  private final LeaseMargin margin = new LeaseMargin();
  private HostLease lease = HostLease.NONE;
  private long leaseMillis;
  private final List<Offer> offered = new ArrayList<>();
  private final CompletableFuture<Void> abreast = new CompletableFuture<>();
  private long notBefore = Long.MIN_VALUE;
  private long sequence;
  private volatile long toldLatenessMillis;
  private long dueMillis;
  private News told = new News(Map.of(), Map.of(), false);

  Beats(Identity identity, Loop loop, Map<String, String> roleTypes, Sources sources) {
    this.identity = identity;
    this.loop = loop;
    this.roleTypes = Map.copyOf(roleTypes);
    this.news = sources.news();
    this.directory = sources.directory();
    this.reserves = sources.reserves();
    this.carrier = sources.carrier();
  }

  /** Where a beat's contents come from and where it goes. */
  record Sources(
      Supplier<News> news,
      Supplier<Directory> directory,
      Supplier<Reserves> reserves,
      Carrier carrier) {}

  /** Begins to beat. */
  void start() {
    dueMillis = loop.nowMillis() + everyMillis();
    loop.after(everyMillis(), this::onTime);
  }

  private long everyMillis() {
    return directory.get().timings().beatMillis();
  }

  private void onTime() {
    long now = loop.nowMillis();
    lateness[(int) (sequence % LATENESS_BEATS)] = Math.max(0, now - dueMillis);
    dueMillis = Math.max(dueMillis + everyMillis(), now);
    send();
    loop.after(dueMillis - loop.nowMillis(), this::onTime);
  }

  /** Sends a beat at once if there is news. */
  void newsMayBeThere() {
    if (!news.get().equals(told)) {
      send();
    }
  }

  private void send() {
    told = news.get();
    sequence++;
    sentAt.put(sequence, loop.nowMillis());
    if (sentAt.size() > REMEMBERED) {
      sentAt.remove(sentAt.keySet().iterator().next());
    }
    toldLatenessMillis = latenessMillis();
    Beat beat =
        new Beat(
            identity.name(),
            identity.incarnation(),
            sequence,
            toldLatenessMillis,
            identity.server().release(),
            roleTypes,
            told.roles(),
            told.gone(),
            reserves.get(),
            told.leaving());
    carrier.carry(new BeatSent(beat, directory.get().version()));
  }

  private long latenessMillis() {
    long worst = 0;
    for (long late : lateness) {
      worst = Math.max(worst, late);
    }
    return worst;
  }

  /** A Directory server has answered. */
  void answered(Answered answer) {
    Long sent = sentAt.get(answer.sequence());
    boolean ours = answer.incarnation().equals(identity.incarnation());
    if (ours && sent != null && sent >= notBefore && answer.leaseMillis() > 0) {
      offered.add(new Offer(answer.version(), sent, answer.leaseMillis()));
      countOffers();
    }
  }

  /** Counts the leases that go with a Directory that this server has seen by now. */
  void countOffers() {
    long seen = directory.get().version();
    for (Offer offer : List.copyOf(offered)) {
      if (offer.version() <= seen) {
        offered.remove(offer);
        if (offer.sentMillis() >= notBefore) {
          renew(offer);
        }
      }
    }
    while (offered.size() > REMEMBERED) {
      offered.removeFirst();
    }
  }

  /** The first lease of all, and the first after a loss of sight, renews none. */
  private void renew(Offer offer) {
    if (!lease.equals(HostLease.NONE)) {
      margin.renewed(loop.nowMillis(), leftMillis(), leaseMillis);
    }
    HostLease renewed = lease.answered(offer.sentMillis(), offer.leaseMillis());
    leaseMillis = renewed.equals(lease) ? leaseMillis : offer.leaseMillis();
    lease = renewed;
    abreast.complete(null);
  }

  /**
   * Done when the leader has first answered and this server has seen the Directory that went with
   * the answer: from then on it does not show what it knew before it was last stopped.
   */
  CompletableFuture<Void> abreast() {
    return abreast;
  }

  /** A lease that goes with a version of the Directory. */
  private record Offer(long version, long sentMillis, long leaseMillis) {}

  /**
   * The leader has lost sight of this process and may take it for dead: no lease until a beat that
   * is sent from now on has been answered (rule 3).
   */
  void lostSightOf(String watcher, String leader) {
    if (watcher.equals(leader)) {
      lease = HostLease.NONE;
      notBefore = loop.nowMillis();
    }
  }

  /** The least share of a lease that was left of late when it was renewed, in percent. */
  int leastLeftPercent() {
    return margin.leastPercent();
  }

  /** The most by which one of the latest beats was late, as the last beat told it. */
  long toldLatenessMillis() {
    return toldLatenessMillis;
  }

  /** How much of the lease is left. */
  long leftMillis() {
    return lease.leftMillis(loop.nowMillis());
  }
}
