package org.greenwave.directory;

import java.util.List;
import java.util.Optional;
import org.greenwave.directory.Change.OfNotices;
import org.greenwave.directory.Directory.Stamp;
import org.greenwave.directory.notice.Happenings;
import org.greenwave.directory.notice.Notices;
import org.greenwave.directory.notice.Recipient;
import org.greenwave.directory.notice.Soundness;
import org.greenwave.directory.notice.Telling;

/** How recipients come and go, and how what is told is kept. */
final class NoticeEdits {
  private NoticeEdits() {}

  static Outcome apply(Directory directory, OfNotices change, Stamp stamp) {
    Notices notices = directory.notices();
    return switch (change) {
      case OfNotices.HoldSet set -> hold(directory, set, stamp);
      case OfNotices.RecipientAdded added -> add(directory, added, stamp);
      case OfNotices.RecipientEdited edited -> edit(directory, edited, stamp);
      case OfNotices.RecipientRemoved removed -> remove(directory, removed, stamp);
      case OfNotices.NoticesTold(var tellings) ->
          with(directory, notices.told(tellings, stem(directory.version(), stamp), stamp.at()))
              .accepted();
      case OfNotices.NoticesDelivered(var deliveries) ->
          with(directory, notices.delivered(deliveries)).accepted();
      case OfNotices.RecipientTested(var delivery, var _) ->
          with(directory, notices.delivered(List.of(delivery))).accepted();
    };
  }

  /**
   * An outcome with what is told of it. It stands in the same entry of the log as the change: who
   * leads next tells it, if the leader that decided it cannot any more.
   */
  static Outcome told(Change change, Stamp stamp, Outcome outcome) {
    Optional<Telling> telling = Happenings.of(change);
    if (telling.isEmpty()
        || !(outcome instanceof Outcome.Accepted(Directory after))
        || Happenings.repeats(change, after, stamp.at())) {
      return outcome;
    }
    String stem = stem(after.version(), stamp);
    Notices longer = after.notices().told(List.of(telling.get()), stem, stamp.at());
    return new Outcome.Accepted(with(after, longer));
  }

  /** A version is not enough: it comes again when an older Directory is brought back. */
  private static String stem(long version, Stamp stamp) {
    return version + "-" + Long.toHexString(stamp.at().toEpochMilli());
  }

  private static Outcome hold(Directory directory, OfNotices.HoldSet set, Stamp stamp) {
    if (directory.notices().version() != set.basedOn()) {
      return new Outcome.Refused(
          new Refusal.EditStale("What is told", set.basedOn(), directory.notices().version()));
    }
    long millis = set.holdMillis();
    if (millis < 0 || millis > Notices.LONGEST_HOLD_MILLIS) {
      return new Outcome.Refused(
          new NoticeRefusal.HoldUnsound(Notices.LONGEST_HOLD_MILLIS, millis));
    }
    return with(directory, directory.notices().holding(millis, directory.version() + 1))
        .accepted(
            entry(
                stamp,
                "%s set that something is told when it has been so for %.1f s."
                    .formatted(set.by(), millis / 1000.0)));
  }

  private static Outcome add(Directory directory, OfNotices.RecipientAdded added, Stamp stamp) {
    Recipient recipient = added.recipient();
    Notices notices = directory.notices();
    if (notices.recipients().containsKey(recipient.name())) {
      return new Outcome.Refused(new NoticeRefusal.RecipientExists(recipient.name()));
    }
    if (notices.recipients().size() >= Notices.RECIPIENT_LIMIT) {
      return new Outcome.Refused(new NoticeRefusal.RecipientsFull(Notices.RECIPIENT_LIMIT));
    }
    String sentence = "%s added the recipient %s.".formatted(added.by(), recipient.name());
    return put(directory, recipient, stamp, sentence);
  }

  private static Outcome edit(Directory directory, OfNotices.RecipientEdited edited, Stamp stamp) {
    String name = edited.recipient().name();
    return stale(directory, name, edited.basedOn())
        .<Outcome>map(Outcome.Refused::new)
        .orElseGet(() ->
            put(
                directory,
                edited.recipient(),
                stamp,
                "%s changed the recipient %s.".formatted(edited.by(), name)));
  }

  private static Outcome put(
      Directory directory, Recipient recipient, Stamp stamp, String sentence) {
    List<Refusal> unsound =
        Soundness.problems(recipient).stream()
            .<Refusal>map(NoticeRefusal.RecipientUnsound::new)
            .toList();
    return unsound.isEmpty()
        ? with(directory, directory.notices().with(recipient.versioned(directory.version() + 1)))
            .accepted(entry(stamp, sentence))
        : new Outcome.Refused(unsound);
  }

  private static Outcome remove(
      Directory directory, OfNotices.RecipientRemoved removed, Stamp stamp) {
    String name = removed.recipient();
    return stale(directory, name, removed.basedOn())
        .<Outcome>map(Outcome.Refused::new)
        .orElseGet(() ->
            with(directory, directory.notices().without(name))
                .accepted(
                    entry(stamp, "%s removed the recipient %s.".formatted(removed.by(), name))));
  }

  private static Optional<Refusal> stale(Directory directory, String name, long basedOn) {
    Recipient recipient = directory.notices().recipients().get(name);
    if (recipient == null) {
      return Optional.of(new NoticeRefusal.RecipientUnknown(name));
    }
    return recipient.version() == basedOn
        ? Optional.empty()
        : Optional.of(new Refusal.EditStale(name, basedOn, recipient.version()));
  }

  private static Directory with(Directory directory, Notices notices) {
    return directory.edit(draft -> draft.notices = notices);
  }

  private static HistoryEntry entry(Stamp stamp, String sentence) {
    return new HistoryEntry(stamp.at(), "system", "edited", Optional.empty(), 0, sentence);
  }
}
