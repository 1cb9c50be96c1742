package org.greenwave.directory;

import java.util.Objects;
import java.util.Optional;
import org.greenwave.directory.Change.OfPeople;
import org.greenwave.directory.Directory.Stamp;
import org.greenwave.directory.people.Account;
import org.greenwave.directory.people.People;
import org.greenwave.directory.people.Right;

/** How accounts, access keys and sessions come and go. */
final class PeopleEdits {
  private PeopleEdits() {}

  static Outcome apply(Directory directory, OfPeople change, Stamp stamp) {
    return switch (change) {
      case OfPeople.FirstTokenIssued issued -> await(directory, issued, stamp);
      case OfPeople.FirstAccountMade made -> first(directory, made, stamp);
      case OfPeople.AccountMade made -> make(directory, made, stamp);
      case OfPeople.AccountEdited edited -> edit(directory, edited, stamp);
      case OfPeople.AccountDeleted deleted -> delete(directory, deleted, stamp);
      case OfPeople.SessionsEnded ended -> end(directory, ended, stamp);
      case OfPeople.SessionEnded(var session, var expires) ->
          with(directory, directory.people().withEnded(session, expires, stamp.at())).accepted();
      case OfPeople.KeyMade made -> make(directory, made, stamp);
      case OfPeople.KeyDeleted deleted -> delete(directory, deleted, stamp);
    };
  }

  private static Outcome await(Directory directory, OfPeople.FirstTokenIssued issued, Stamp stamp) {
    People people = directory.people();
    Directory after = with(directory, people.awaitingFirst(issued.hash(), issued.sessionSecret()));
    String sentence =
        "Whoever reads the folder of %s can make an administrator; it was asked for there."
            .formatted(issued.server());
    return people.accounts().isEmpty() ? after.accepted() : after.accepted(entry(stamp, sentence));
  }

  private static Outcome first(Directory directory, OfPeople.FirstAccountMade made, Stamp stamp) {
    People people = directory.people();
    if (people.firstToken().isEmpty() && !people.accounts().isEmpty()) {
      return new Outcome.Refused(new PeopleRefusal.AccountsExist());
    }
    if (people.firstToken().isEmpty() || !people.firstToken().equals(made.tokenHash())) {
      return new Outcome.Refused(new PeopleRefusal.FirstTokenRefused());
    }
    if (!Names.sound(made.name())) {
      return new Outcome.Refused(new Refusal.BadName(made.name()));
    }
    if (people.accounts().containsKey(made.name())) {
      return new Outcome.Refused(new PeopleRefusal.AccountExists(made.name()));
    }
    long now = directory.version() + 1;
    Account account = new Account(made.name(), Right.ADMINISTER, true, made.password(), now, now);
    return with(directory, people.withFirst(account))
        .accepted(
            entry(
                stamp,
                "%s made an administrator's account with a server's token."
                    .formatted(made.name())));
  }

  private static Outcome make(Directory directory, OfPeople.AccountMade made, Stamp stamp) {
    if (!Names.sound(made.name())) {
      return new Outcome.Refused(new Refusal.BadName(made.name()));
    }
    if (directory.people().accounts().containsKey(made.name())) {
      return new Outcome.Refused(new PeopleRefusal.AccountExists(made.name()));
    }
    long now = directory.version() + 1;
    Account account = new Account(made.name(), made.right(), true, made.password(), now, now);
    String sentence =
        "%s made the account %s, which may %s."
            .formatted(made.by(), made.name(), word(made.right()));
    return with(directory, directory.people().with(account)).accepted(entry(stamp, sentence));
  }

  private static Outcome edit(Directory directory, OfPeople.AccountEdited edited, Stamp stamp) {
    Optional<Refusal> stale = stale(directory, edited.account(), edited.basedOn());
    if (stale.isPresent()) {
      return new Outcome.Refused(stale.get());
    }
    Account before = account(directory, edited.account());
    Account after = edited.edit().of(before, directory.version() + 1);
    if (!after.administers() && directory.people().lastAdministrator(before.name())) {
      return new Outcome.Refused(new PeopleRefusal.LastAdministrator(before.name()));
    }
    String sentence =
        "%s changed the account %s: %s."
            .formatted(edited.by(), before.name(), edited.edit().words());
    return with(directory, directory.people().with(after)).accepted(entry(stamp, sentence));
  }

  private static Outcome delete(Directory directory, OfPeople.AccountDeleted deleted, Stamp stamp) {
    Optional<Refusal> stale = stale(directory, deleted.account(), deleted.basedOn());
    if (stale.isPresent()) {
      return new Outcome.Refused(stale.get());
    }
    if (directory.people().lastAdministrator(deleted.account())) {
      return new Outcome.Refused(new PeopleRefusal.LastAdministrator(deleted.account()));
    }
    String sentence = "%s deleted the account %s.".formatted(deleted.by(), deleted.account());
    return with(directory, directory.people().withoutAccount(deleted.account()))
        .accepted(entry(stamp, sentence));
  }

  private static Outcome end(Directory directory, OfPeople.SessionsEnded ended, Stamp stamp) {
    if (!directory.people().accounts().containsKey(ended.account())) {
      return new Outcome.Refused(new PeopleRefusal.AccountUnknown(ended.account()));
    }
    Account before = account(directory, ended.account());
    long now = directory.version() + 1;
    Account after =
        new Account(before.name(), before.right(), before.active(), before.password(), now, now);
    String sentence = "%s ended all sessions of %s.".formatted(ended.by(), before.name());
    return with(directory, directory.people().with(after)).accepted(entry(stamp, sentence));
  }

  private static Outcome make(Directory directory, OfPeople.KeyMade made, Stamp stamp) {
    String name = made.key().name();
    if (!Names.sound(name)) {
      return new Outcome.Refused(new Refusal.BadName(name));
    }
    if (directory.people().keys().containsKey(name)) {
      return new Outcome.Refused(new PeopleRefusal.KeyExists(name));
    }
    String sentence =
        "%s made the access key %s, which may %s."
            .formatted(made.key().by(), name, word(made.key().right()));
    return with(directory, directory.people().with(made.key())).accepted(entry(stamp, sentence));
  }

  private static Outcome delete(Directory directory, OfPeople.KeyDeleted deleted, Stamp stamp) {
    if (!directory.people().keys().containsKey(deleted.key())) {
      return new Outcome.Refused(new PeopleRefusal.KeyUnknown(deleted.key()));
    }
    String sentence = "%s deleted the access key %s.".formatted(deleted.by(), deleted.key());
    return with(directory, directory.people().withoutKey(deleted.key()))
        .accepted(entry(stamp, sentence));
  }

  private static Optional<Refusal> stale(Directory directory, String name, long basedOn) {
    Account account = directory.people().accounts().get(name);
    if (account == null) {
      return Optional.of(new PeopleRefusal.AccountUnknown(name));
    }
    return account.version() == basedOn
        ? Optional.empty()
        : Optional.of(new Refusal.EditStale(name, basedOn, account.version()));
  }

  private static Account account(Directory directory, String name) {
    return Objects.requireNonNull(directory.people().accounts().get(name));
  }

  private static Directory with(Directory directory, People people) {
    return directory.edit(draft -> draft.people = people);
  }

  private static String word(Right right) {
    return right == Right.ADMINISTER ? "administer" : "view";
  }

  private static HistoryEntry entry(Stamp stamp, String sentence) {
    return new HistoryEntry(stamp.at(), "system", "people", Optional.empty(), 0, sentence);
  }
}
