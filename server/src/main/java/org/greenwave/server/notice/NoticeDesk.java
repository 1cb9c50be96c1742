package org.greenwave.server.notice;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.greenwave.directory.Change;
import org.greenwave.directory.Change.OfNotices;
import org.greenwave.directory.Directory;
import org.greenwave.directory.failover.Finding;
import org.greenwave.directory.failover.Findings;
import org.greenwave.directory.failover.Majority;
import org.greenwave.directory.failover.Situation;
import org.greenwave.directory.notice.Delivery;
import org.greenwave.directory.notice.Notice;
import org.greenwave.directory.notice.Notices;
import org.greenwave.directory.notice.Recipient;
import org.greenwave.directory.notice.Telling;
import org.greenwave.directory.notice.Vigil;
import org.greenwave.server.core.Loop;
import org.greenwave.server.core.View;
import org.greenwave.server.log.Receipt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where findings turn into notices. Every Directory server looks all the time; what the leader
 * decides to tell goes into the log and is sent by whoever leads, again and again until the log
 * says that it has arrived. Only that no leader is heard each server tells by itself. In the loop;
 * what is sent is sent elsewhere.
 */
public final class NoticeDesk implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(NoticeDesk.class);
  private static final long LOOK_MILLIS = 1_000;

  /**
   * Who tells, as notices are signed.
   *
   * @param server the server's name
   * @param console where people find the Config Tool
   */
  public record Sign(String server, String console) {}

  /** The server's part in keeping the Directory. */
  public interface Seat {
    boolean leading();

    /** Whether a leader has been heard within its lease. */
    boolean heard();

    Situation situation();

    CompletableFuture<Receipt> propose(Change change);
  }

  private final Sign sign;
  private final Loop loop;
  private final InstantSource clock;
  private final View view;
  private final Seat seat;
  private final Tally tally = new Tally();
  private final TestRun tests;
  private final Courier courier;
  private final List<Delivery> delivered = new ArrayList<>();
  private Vigil vigil = Vigil.NONE;
  private Vigil ownVigil = Vigil.NONE;
  private Notices own = Notices.NONE;
  private boolean telling;
  private boolean recording;

  /** Begins to look. */
  public NoticeDesk(Sign sign, Loop loop, InstantSource clock, View view, Seat seat) {
    this.sign = sign;
    this.loop = loop;
    this.clock = clock;
    this.view = view;
    this.seat = seat;
    Sender sender = new Sender(clock);
    tests = new TestRun(sender, this::letter, clock);
    courier = new Courier(new Round.Tools(sender, this::letter, clock, this::settled));
    view.listen((before, after) -> {
      if (!before.notices().equals(after.notices())) {
        bring();
      }
    });
    loop.every(LOOK_MILLIS, this::look);
  }

  private Letter letter(Notice notice) {
    Directory directory = view.directory();
    return new Letter(notice, directory.id(), directory.name(), sign.server(), sign.console());
  }

  private void look() {
    Notices notices = view.directory().notices();
    if (notices.recipients().isEmpty()) {
      vigil = Vigil.NONE;
      ownVigil = Vigil.NONE;
    } else {
      lookAround(notices);
      lookForALeader(notices);
    }
    record();
    bring();
  }

  private void lookAround(Notices notices) {
    Situation now = seat.situation();
    Vigil.Look look = vigil.look(scene(now, notices));
    vigil = look.vigil();
    if (seat.leading() && seat.heard() && !telling && !look.tellings().isEmpty()) {
      telling = true;
      seat.propose(new OfNotices.NoticesTold(look.tellings()))
          .whenComplete((_, _) -> loop.post(() -> telling = false));
    }
  }

  private void lookForALeader(Notices notices) {
    Instant at = clock.instant();
    own = own.among(notices);
    List<Finding> findings = seat.heard() ? List.of() : List.of(Findings.unheard(sign.server()));
    Vigil.Look look =
        ownVigil.look(
            new Vigil.Scene(findings, own, view.directory(), loop.nowMillis(), at, Set.of()));
    ownVigil = look.vigil();
    if (!look.tellings().isEmpty()) {
      look.tellings().stream().map(Telling::sentence).forEach(LOG::info);
      String stem = sign.server() + "-" + Long.toHexString(at.toEpochMilli());
      own = own.told(look.tellings(), stem, at);
    }
  }

  private static Vigil.Scene scene(Situation now, Notices notices) {
    Set<String> unheard =
        now.directory().servers().keySet().stream()
            .filter(server -> !Majority.alive(server, now))
            .collect(Collectors.toSet());
    return new Vigil.Scene(
        Findings.of(now), notices, now.directory(), now.nowMillis(), now.at(), unheard);
  }

  /** Hands over what waits to be sent; called again, it changes nothing. */
  private void bring() {
    Notices notices = view.directory().notices();
    Stream<Notice> common = seat.leading() ? notices.latest().stream() : Stream.empty();
    List<Notice> waiting =
        Stream.concat(own.latest().stream(), common)
            .filter(notice -> !notice.waiting().isEmpty())
            .toList();
    courier.bring(notices.recipients(), waiting);
  }

  /** Something was sent, or could not be. On the thread that did it. */
  private void settled(Delivery delivery) {
    tally.count(delivery.recipient(), delivery.arrived());
    if (!delivery.arrived()) {
      LOG.info("{} could not be told: {}", delivery.recipient(), delivery.failure());
    }
    loop.post(() -> {
      own = own.delivered(List.of(delivery));
      if (seat.leading()) {
        delivered.add(delivery);
      }
    });
  }

  /** Writes down together what was sent since the last time. */
  private void record() {
    if (!seat.leading()) {
      delivered.clear();
    }
    if (delivered.isEmpty() || recording || !seat.heard()) {
      return;
    }
    recording = true;
    List<Delivery> batch = List.copyOf(delivered);
    seat.propose(new OfNotices.NoticesDelivered(batch))
        .whenComplete((_, failure) ->
            loop.post(() -> {
              recording = false;
              if (failure == null) {
                delivered.removeAll(batch);
              }
            }));
  }

  /** Sends a test to a recipient, and tells what became of it. Not in the loop. */
  public Delivery test(Recipient recipient) {
    Delivery delivery = tests.of(recipient);
    tally.count(recipient.name(), delivery.arrived());
    return delivery;
  }

  /** What this server has sent. */
  public Tally tally() {
    return tally;
  }

  @Override
  public void close() {
    courier.close();
  }
}
