package org.greenwave.simulator.scenario;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.greenwave.directory.Change;
import org.greenwave.directory.Change.AccountEdit;
import org.greenwave.directory.Change.OfPeople;
import org.greenwave.directory.Directory;
import org.greenwave.directory.people.AccessKey;
import org.greenwave.directory.people.Account;
import org.greenwave.directory.people.Hidden;
import org.greenwave.directory.people.Right;

/** What people ask about accounts and access keys in a scenario. */
final class Accounts {
  private static final Pattern FIRST_TOKEN = Pattern.compile("first token ([a-z0-9]+)");
  private static final Pattern FIRST = Pattern.compile("first account ([^ ]+) with ([a-z0-9]+)");
  private static final Pattern MADE = Pattern.compile("account ([^ ]+) may (view|administer)");
  private static final Pattern EDITED =
      Pattern.compile(
          "change of account ([a-z]+): (view|administer|shut out|new password)"
              + "(?: seeing version ([0-9]+))?");
  private static final Pattern DELETED = Pattern.compile("delete account ([a-z]+)");
  private static final Pattern ENDED = Pattern.compile("end sessions of ([a-z]+)");
  private static final Pattern KEY = Pattern.compile("key ([^ ]+) may (view|administer)");
  private static final Pattern KEY_DELETED = Pattern.compile("delete key ([a-z]+)");

  private static final Hidden PASSWORD = new Hidden("$argon2id$");

  private final Consumer<Change> submit;
  private final Supplier<Directory> directory;

  Accounts(Consumer<Change> submit, Supplier<Directory> directory) {
    this.submit = submit;
    this.directory = directory;
  }

  boolean does(String line) {
    Optional<OfPeople> change = change(line);
    change.ifPresent(submit);
    return change.isPresent();
  }

  private Optional<OfPeople> change(String line) {
    return first(line).or(() -> account(line)).or(() -> key(line));
  }

  private static Optional<Matcher> in(String line, Pattern pattern) {
    return Optional.of(pattern.matcher(line)).filter(Matcher::matches);
  }

  private static Optional<OfPeople> first(String line) {
    return in(line, FIRST_TOKEN)
        .<OfPeople>map(
            it -> new OfPeople.FirstTokenIssued(it.group(1), new Hidden("secret"), "alpha"))
        .or(() ->
            in(line, FIRST)
                .map(it -> new OfPeople.FirstAccountMade(it.group(2), it.group(1), PASSWORD)));
  }

  private Optional<OfPeople> account(String line) {
    return in(line, MADE)
        .<OfPeople>map(
            it -> new OfPeople.AccountMade(it.group(1), right(it.group(2)), PASSWORD, "anna"))
        .or(() -> in(line, EDITED).map(this::edited))
        .or(() -> in(line, DELETED).map(it -> deleted(it.group(1))))
        .or(() -> in(line, ENDED).map(it -> new OfPeople.SessionsEnded(it.group(1), "anna")));
  }

  private static Optional<OfPeople> key(String line) {
    return in(line, KEY)
        .<OfPeople>map(it ->
            new OfPeople.KeyMade(
                new AccessKey(
                    it.group(1),
                    right(it.group(2)),
                    "hash of " + it.group(1),
                    "anna",
                    Instant.EPOCH,
                    Optional.empty())))
        .or(() -> in(line, KEY_DELETED).map(it -> new OfPeople.KeyDeleted(it.group(1), "anna")));
  }

  private OfPeople edited(Matcher match) {
    String name = match.group(1);
    long seen = match.group(3) == null ? version(name) : Long.parseLong(match.group(3));
    AccountEdit edit =
        switch (match.group(2)) {
          case "shut out" ->
              new AccountEdit(Optional.empty(), Optional.of(false), Optional.empty());
          case "new password" ->
              new AccountEdit(Optional.empty(), Optional.empty(), Optional.of(PASSWORD));
          default ->
              new AccountEdit(
                  Optional.of(right(match.group(2))), Optional.empty(), Optional.empty());
        };
    return new OfPeople.AccountEdited(name, seen, edit, "anna");
  }

  private OfPeople deleted(String name) {
    return new OfPeople.AccountDeleted(name, version(name), "anna");
  }

  private long version(String name) {
    return Optional.ofNullable(directory.get().people().accounts().get(name))
        .map(Account::version)
        .orElse(0L);
  }

  private static Right right(String word) {
    return word.equals("administer") ? Right.ADMINISTER : Right.VIEW;
  }
}
