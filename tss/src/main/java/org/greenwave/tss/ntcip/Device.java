package org.greenwave.tss.ntcip;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.greenwave.sensors.Gap;
import org.greenwave.sensors.Sample;
import org.greenwave.sensors.Zone;
import org.greenwave.sensors.ntcip1209.Answers;
import org.greenwave.sensors.ntcip1209.Binding;
import org.greenwave.sensors.ntcip1209.Continuity;
import org.greenwave.sensors.ntcip1209.Moment;
import org.greenwave.sensors.ntcip1209.Oid;
import org.greenwave.sensors.ntcip1209.Sight;
import org.greenwave.sensors.ntcip1209.Verdict;
import org.greenwave.tss.ntcip.Ntcip1209Settings.UnitSetting;
import org.greenwave.tss.source.SourceStatus;
import org.greenwave.tss.source.SourceStatus.Level;
import org.greenwave.tss.store.Registered;
import org.greenwave.tss.store.Submission;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.snmp4j.Target;
import org.snmp4j.smi.UdpAddress;

/**
 * One unit. States: stopped → discovering (nothing is known of it) → polling; polling → discovering
 * when its uptime fell, when it was silent or empty for some polls, when its periods take another
 * time than they should, soon after each start, and about hourly. At most one request is under way,
 * and every method holds the lock, so whatever thread an answer comes on, answers are judged one
 * after the other. A step that breaks is told, and the unit is asked again a little later.
 */
final class Device {
  private static final long REDISCOVER_SPREAD_MILLIS = 10_000;
  private static final long HOURLY_SPREAD_MILLIS = 600_000;
  private static final long BROKEN_AGAIN_MILLIS = 10_000;
  private static final int MOST_HISTORY_ATTEMPTS = 3;
  private static final Logger LOG = LoggerFactory.getLogger(Device.class);

  private final UnitSetting setting;
  private final Target<UdpAddress> target;
  private final SnmpLink link;
  private final long patienceNanos;
  private @Nullable Host host;
  private SnmpLink.@Nullable Request underWay;
  private long sentNanos;
  private List<Watch> zones = List.of();
  private @Nullable Registered registered;
  private final Rhythm rhythm = new Rhythm();
  private long uptime = -1;
  private Rediscovery rediscovery = new Rediscovery(0);
  private boolean answeredLast;
  private long turn;
  private volatile SourceStatus status = new SourceStatus(Level.WARNING, "Not asked yet.");

  Device(UnitSetting setting, Target<UdpAddress> target, SnmpLink link) {
    this.setting = setting;
    this.target = target;
    this.link = link;
    long patience = target.getTimeout() * (target.getRetries() + 1L) + 2000;
    this.patienceNanos = TimeUnit.MILLISECONDS.toNanos(patience);
  }

  UnitSetting setting() {
    return setting;
  }

  SourceStatus status() {
    return status;
  }

  /** Starts asking at once: for what was missed if the zones are known, else what there is. */
  synchronized void start(Host given, @Nullable Registered known) {
    host = given;
    registered = known;
    uptime = -1;
    rediscovery = new Rediscovery(spread(HOURLY_SPREAD_MILLIS));
    zones = known == null ? List.of() : watches(given, known.zones());
    answeredLast = zones.stream().anyMatch(Watch::hasAnchor);
    guarded(given, () -> begin(given));
  }

  private void begin(Host given) {
    if (zones.isEmpty()) {
      discover(given);
    } else {
      rhythm.start(nowMillis(), shortestPeriod());
      given.later(() -> discoverSoon(given), spread(REDISCOVER_SPREAD_MILLIS) + 1000);
      converse(given, Talk.toCatchUp(zones, given.nowMillis()));
    }
  }

  private long spread(long mostMillis) {
    return Math.floorMod(setting.name().hashCode(), mostMillis);
  }

  /** Stops: nothing is submitted any more once this has returned. */
  void stop() {
    SnmpLink.Request open;
    synchronized (this) {
      host = null;
      open = underWay;
      underWay = null;
    }
    if (open != null) {
      open.giveUp();
    }
  }

  /** Gives up a request whose answer was lost inside; called now and then. */
  void sweep() {
    SnmpLink.Request open;
    synchronized (this) {
      open = underWay;
      if (open == null || !open.isLate(patienceNanos)) {
        return;
      }
    }
    open.giveUp();
  }

  private synchronized void discoverSoon(Host given) {
    if (host == given) {
      rediscovery.want();
    }
  }

  /** What breaks ends neither the unit nor the thread that it breaks on. */
  private void guarded(Host given, Runnable step) {
    try {
      step.run();
    } catch (RuntimeException | Error broken) {
      LOG.error("A step with the unit {} broke; it is asked again.", name(), broken);
      status =
          new SourceStatus(
              Level.ERROR,
              "%s cannot be dealt with: %s. It is asked again in %d s; tell the maker of Greenwave."
                  .formatted(name(), broken, BROKEN_AGAIN_MILLIS / 1000));
      pollAt(given, nowMillis() + BROKEN_AGAIN_MILLIS);
    }
  }

  /** Watches that begin with what the database has: what was taken in may not be stored. */
  private List<Watch> watches(Host given, List<Zone> all) {
    return all.stream()
        .filter(zone -> zone.periodSeconds() > 0 && zone.history() > 0)
        .map(zone -> new Watch(zone, given.last(zone.id())))
        .toList();
  }

  /** Watches of what the unit has now; a zone that was watched before goes on. */
  private List<Watch> continued(Host given, List<Zone> all) {
    Map<Integer, Watch> before = new HashMap<>();
    zones.forEach(watch -> before.put(watch.zone().id(), watch));
    List<Watch> watches = watches(given, all);
    for (Watch watch : watches) {
      Optional.ofNullable(before.get(watch.zone().id())).ifPresent(watch::continueFrom);
    }
    return watches;
  }

  private long shortestPeriod() {
    return zones.stream().mapToLong(Watch::periodMillis).min().orElse(1000);
  }

  /** Sends a request; the answer is taken only if the device was not stopped meanwhile. */
  private void ask(Host given, List<Oid> oids, Consumer<SnmpLink.Reply> then) {
    Slot slot = new Slot();
    slot.request = link.ask(target, oids, answeredLast, reply -> take(given, slot, reply, then));
    if (!slot.over) {
      underWay = slot.request;
    }
  }

  /** Tells an answer that comes before {@code ask} has returned from a later one. */
  private static final class Slot {
    private SnmpLink.@Nullable Request request;
    private boolean over;
  }

  private synchronized void take(
      Host given, Slot slot, SnmpLink.Reply reply, Consumer<SnmpLink.Reply> then) {
    slot.over = true;
    if (host != given) {
      return;
    }
    underWay = null;
    sentNanos = slot.request == null ? System.nanoTime() : slot.request.sentNanos();
    answeredLast = reply instanceof SnmpLink.Answered;
    guarded(given, () -> then.accept(reply));
  }

  private void discover(Host given) {
    Discovery discovery = new Discovery(setting, rediscovery.isPatient());
    ask(given, discovery.next(), reply -> discovered(given, discovery, reply));
  }

  private void discovered(Host given, Discovery discovery, SnmpLink.Reply reply) {
    if (!(reply instanceof SnmpLink.Answered(List<Binding> bindings))) {
      failed(given, reply);
      return;
    }
    Optional<String> fault = discovery.answered(bindings);
    if (fault.isPresent()) {
      status = new SourceStatus(Level.ERROR, name() + " " + fault.get());
      rediscovery.refused(nowMillis());
      pollAt(given, rediscovery.dueMillis());
      return;
    }
    List<Oid> next = discovery.next();
    if (!next.isEmpty()) {
      ask(given, next, again -> discovered(given, discovery, again));
      return;
    }
    discovery.uptime().ifPresent(this::noteUptime);
    rediscovery.said(discovery.tellsOfAll(registered));
    if (registered != null && discovery.agrees(registered)) {
      known(given, () -> pollAt(given, rhythm.nextMillis()));
    } else {
      given.register(discovery.spec(registered), fresh -> accept(given, fresh));
    }
  }

  private synchronized void accept(Host given, Registered fresh) {
    if (host == given) {
      guarded(given, () -> take(given, fresh));
    }
  }

  private void take(Host given, Registered fresh) {
    registered = fresh;
    zones = continued(given, fresh.zones());
    rhythm.start(nowMillis(), shortestPeriod());
    known(given, () -> converse(given, Talk.forAll(zones, 0, given.nowMillis())));
  }

  /** What the unit has is known: goes on, if it has anything. */
  private void known(Host given, Runnable goOn) {
    rediscovery.completed(nowMillis());
    if (zones.isEmpty()) {
      status =
          new SourceStatus(
              Level.WARNING,
              name() + " collects nothing; set a sample period on the unit for its zones.");
      pollAt(given, rediscovery.earliestMillis());
    } else {
      goOn.run();
    }
  }

  private synchronized void poll(Host given, long asTurn) {
    if (host == given && underWay == null && turn == asTurn) {
      guarded(given, () -> poll(given));
    }
  }

  private void poll(Host given) {
    if (zones.isEmpty() || nowMillis() >= rediscovery.dueMillis()) {
      discover(given);
      return;
    }
    long now = System.nanoTime();
    converse(
        given,
        Talk.forLast(zones.stream().filter(zone -> zone.isDue(now)).toList(), given.nowMillis()));
  }

  private void converse(Host given, Talk talk) {
    List<Oid> request = talk.next();
    if (request.isEmpty()) {
      over(given, talk);
    } else {
      ask(given, request, reply -> heard(given, talk, reply));
    }
  }

  private void heard(Host given, Talk talk, SnmpLink.Reply reply) {
    if (!(reply instanceof SnmpLink.Answered(List<Binding> bindings))) {
      failed(given, reply);
      return;
    }
    Answers.uptime(bindings).ifPresent(this::noteUptime);
    if (talk.answered(bindings, sentNanos)) {
      judge(given, talk);
    }
    converse(given, talk);
  }

  /** An uptime that falls tells of a restart; it also falls when it wraps after 497 days. */
  private void noteUptime(long now) {
    boolean wrapped = uptime > 0xffff_ffffL - 8_640_000 && now < 8_640_000;
    if (now < uptime && !wrapped) {
      zones.forEach(Watch::markRestarted);
      rediscovery.want();
    }
    uptime = now;
  }

  private void judge(Host given, Talk talk) {
    Answers.Samples answers = Answers.samples(talk.bindings());
    Moment read = new Moment(talk.wallMillis(), given.nowMillis());
    Map<Watch, Verdict.New> news = new HashMap<>();
    for (Watch zone : talk.zones()) {
      switch (Continuity.place(sight(talk, zone, answers, read))) {
        case Verdict.NothingNew _ -> {}
        case Verdict.AskForAll _ -> talk.unclear(zone);
        case Verdict.New found -> news.put(zone, found);
      }
    }
    if (talk.zones().stream().anyMatch(zone -> !answers.of(zone.number()).isEmpty())) {
      rediscovery.heard();
    } else if (!talk.zones().isEmpty()) {
      rediscovery.heardNothing();
    }
    note(answers);
    store(given, talk, news);
  }

  /** What a talk has shown of a zone; the last of its attempts is taken as it is. */
  private Sight sight(Talk talk, Watch zone, Answers.Samples answers, Moment read) {
    OptionalInt before =
        talk.attempt() < MOST_HISTORY_ATTEMPTS
            ? Answers.newest(zone.number(), talk.bindings())
            : OptionalInt.empty();
    return zone.sight(answers.of(zone.number()), talk.all(), before, sentNanos, read);
  }

  private void store(Host given, Talk talk, Map<Watch, Verdict.New> news) {
    List<Sample> samples = new ArrayList<>();
    List<Gap> gaps = new ArrayList<>();
    news.forEach((zone, found) -> {
      zone.judged(found);
      found.periods().forEach(period -> samples.add(zone.sample(period)));
      found.holes().forEach(hole -> gaps.add(zone.gap(hole)));
    });
    if (!news.isEmpty() && given.submit(new Submission(samples, gaps))) {
      news.forEach((zone, found) -> zone.accepted(found, sentNanos));
      talk.found(news.size());
      if (news.keySet().stream().anyMatch(Watch::isOutOfStep)) {
        rediscovery.want();
      }
    }
  }

  private void note(Answers.Samples answers) {
    status =
        answers.faults().isEmpty()
            ? new SourceStatus(Level.OK, name() + " answers.")
            : new SourceStatus(Level.WARNING, name() + ": " + answers.faults().getFirst());
  }

  private void over(Host given, Talk talk) {
    if (talk.leavesUnclear()) {
      converse(given, talk.forUnclear());
      return;
    }
    boolean lagging = zones.stream().anyMatch(zone -> zone.lags(sentNanos));
    rhythm.polled(TimeUnit.NANOSECONDS.toMillis(talk.sentNanos()), talk.found() > 0, lagging);
    pollAt(given, Math.min(rhythm.nextMillis(), rediscovery.dueMillis()));
  }

  private void failed(Host given, SnmpLink.Reply reply) {
    rhythm.silent(nowMillis());
    rediscovery.heardNothing();
    String why =
        switch (reply) {
          case SnmpLink.Refused(String refusal) -> refusal;
          case SnmpLink.Silent _, SnmpLink.Answered _ ->
              "does not answer; check that it has power, is connected, and knows the community";
        };
    status = new SourceStatus(Level.ERROR, name() + " " + why + ".");
    pollAt(given, rhythm.nextMillis());
  }

  /** Of several the last one counts. What is due since ever is due now. */
  private void pollAt(Host given, long steadyMillis) {
    long next = ++turn;
    long now = nowMillis();
    given.later(() -> poll(given, next), Math.max(steadyMillis, now) - now);
  }

  private static long nowMillis() {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
  }

  private String name() {
    return setting.name() + " (" + setting.place() + ")";
  }
}
