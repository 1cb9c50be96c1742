package org.greenwave.directory.notice;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Who is told, what has been told, and what has not arrived yet. A part of the Directory, so that a
 * new leader goes on where the one before has stopped. Immutable.
 *
 * @param holdMillis for how long something must be so before it is told
 * @param version of the Directory in which that was last changed
 * @param recipients by name
 * @param ongoing what was told and is not over, by condition
 * @param latest the latest notices, oldest first
 * @param contacts how recipients have lately been reached, by name
 */
public record Notices(
    long holdMillis,
    long version,
    SortedMap<String, Recipient> recipients,
    SortedMap<String, Ongoing> ongoing,
    List<Notice> latest,
    SortedMap<String, Contact> contacts) {

  /** How many notices are kept; those that have not arrived for longest. */
  public static final int LATEST_LIMIT = 100;

  /** How many recipients there may be. */
  public static final int RECIPIENT_LIMIT = 20;

  /** How long something must be so before it is told, unless it is set otherwise. */
  public static final long DEFAULT_HOLD_MILLIS = 10_000;

  /** The longest that this may be set to. */
  public static final long LONGEST_HOLD_MILLIS = 3_600_000;

  /** After which what goes on is told again. */
  static final Duration REMINDED_AFTER = Duration.ofDays(1);

  /** Nobody is told anything. */
  public static final Notices NONE =
      new Notices(
          DEFAULT_HOLD_MILLIS, 0, new TreeMap<>(), new TreeMap<>(), List.of(), new TreeMap<>());

  public Notices {
    recipients = Collections.unmodifiableSortedMap(new TreeMap<>(recipients));
    ongoing = Collections.unmodifiableSortedMap(new TreeMap<>(ongoing));
    latest = List.copyOf(latest);
    contacts = Collections.unmodifiableSortedMap(new TreeMap<>(contacts));
  }

  /** These with another time to hold. */
  public Notices holding(long millis, long now) {
    return new Notices(millis, now, recipients, ongoing, latest, contacts);
  }

  /** These with one recipient more, or changed. */
  public Notices with(Recipient recipient) {
    SortedMap<String, Recipient> more = new TreeMap<>(recipients);
    more.put(recipient.name(), recipient);
    return new Notices(holdMillis, version, more, ongoing, latest, contacts);
  }

  /** These without a recipient, and without what waited for it. */
  public Notices without(String recipient) {
    SortedMap<String, Recipient> fewer = new TreeMap<>(recipients);
    fewer.remove(recipient);
    SortedMap<String, Contact> others = new TreeMap<>(contacts);
    others.remove(recipient);
    List<Notice> kept = latest.stream().map(notice -> notice.without(recipient)).toList();
    return new Notices(holdMillis, version, fewer, ongoing, kept, others);
  }

  /** What these have told, for the recipients of others. */
  public Notices among(Notices present) {
    return new Notices(
        present.holdMillis, present.version, present.recipients, ongoing, latest, contacts);
  }

  /**
   * These with more told. What has been told meanwhile is left away, so that a decision that is
   * taken twice, by two leaders, is told once.
   *
   * @param stem what the ids of the notices begin with; never used before
   */
  public Notices told(List<Telling> tellings, String stem, Instant at) {
    SortedMap<String, Ongoing> goingOn = new TreeMap<>(ongoing);
    List<Notice> longer = new ArrayList<>(latest);
    for (Telling telling : tellings) {
      SortedSet<String> waiting = wanting(telling);
      if (Telltale.news(telling, goingOn, at) && !waiting.isEmpty()) {
        longer.add(new Notice(stem + "-" + longer.size(), at, telling, waiting));
      }
      Telltale.note(telling, goingOn, at);
    }
    shorten(longer);
    return new Notices(holdMillis, version, recipients, goingOn, longer, contacts);
  }

  private SortedSet<String> wanting(Telling telling) {
    SortedSet<String> waiting = new TreeSet<>();
    recipients.values().stream()
        .filter(recipient -> recipient.wants(telling.severity()))
        .forEach(recipient -> waiting.add(recipient.name()));
    return waiting;
  }

  /** What has arrived is forgotten before what has not. */
  private static void shorten(List<Notice> notices) {
    while (notices.size() > LATEST_LIMIT) {
      Notice oldest =
          notices.stream()
              .filter(notice -> notice.waiting().isEmpty())
              .findFirst()
              .orElse(notices.getFirst());
      notices.remove(oldest);
    }
  }

  /** These after something was sent. */
  public Notices delivered(List<Delivery> deliveries) {
    SortedMap<String, Contact> changed = new TreeMap<>(contacts);
    List<Notice> notices = new ArrayList<>(latest);
    for (Delivery delivery : deliveries) {
      if (!recipients.containsKey(delivery.recipient())) {
        continue;
      }
      Contact before = changed.getOrDefault(delivery.recipient(), Contact.NONE);
      changed.put(delivery.recipient(), before.after(delivery));
      if (delivery.last()) {
        notices.replaceAll(notice ->
            notice.id().equals(delivery.notice()) ? notice.without(delivery.recipient()) : notice);
      }
    }
    return new Notices(holdMillis, version, recipients, ongoing, notices, changed);
  }
}
