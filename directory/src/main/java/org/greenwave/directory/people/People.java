package org.greenwave.directory.people;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Everybody who may use the system. Immutable.
 *
 * @param accounts by name
 * @param keys by name
 * @param ended sessions that were ended before their time, by identifier, with that time
 * @param sessionSecret what servers sign sessions with; empty until one is needed
 * @param firstToken SHA-256 of the token that makes an administrator; empty when there is none
 */
public record People(
    SortedMap<String, Account> accounts,
    SortedMap<String, AccessKey> keys,
    SortedMap<String, Instant> ended,
    Hidden sessionSecret,
    String firstToken) {

  /** By how much no leader's clock is ahead for long. */
  private static final Duration SURELY_OVER = Duration.ofDays(7);

  /** Nobody. */
  public static final People NONE =
      new People(new TreeMap<>(), new TreeMap<>(), new TreeMap<>(), new Hidden(""), "");

  public People {
    accounts = Collections.unmodifiableSortedMap(new TreeMap<>(accounts));
    keys = Collections.unmodifiableSortedMap(new TreeMap<>(keys));
    ended = Collections.unmodifiableSortedMap(new TreeMap<>(ended));
  }

  /** The good key with a hash. */
  public Optional<AccessKey> key(String hash, Instant now) {
    return keys.values().stream().filter(it -> it.hash().equals(hash) && it.good(now)).findFirst();
  }

  /** Whether an account is the only one that can give rights to others. */
  public boolean lastAdministrator(String account) {
    return accounts.values().stream()
        .filter(Account::administers)
        .map(Account::name)
        .toList()
        .equals(List.of(account));
  }

  /** These people with one account more, or changed. */
  public People with(Account account) {
    SortedMap<String, Account> more = new TreeMap<>(accounts);
    more.put(account.name(), account);
    return new People(more, keys, ended, sessionSecret, firstToken);
  }

  /** These people with the administrator who has shown the token, which is used up. */
  public People withFirst(Account account) {
    People more = with(account);
    return new People(more.accounts, keys, ended, sessionSecret, "");
  }

  /** These people without an account. */
  public People withoutAccount(String name) {
    SortedMap<String, Account> fewer = new TreeMap<>(accounts);
    fewer.remove(name);
    return new People(fewer, keys, ended, sessionSecret, firstToken);
  }

  /** These people with one key more. */
  public People with(AccessKey key) {
    SortedMap<String, AccessKey> more = new TreeMap<>(keys);
    more.put(key.name(), key);
    return new People(accounts, more, ended, sessionSecret, firstToken);
  }

  /** These people without a key. */
  public People withoutKey(String name) {
    SortedMap<String, AccessKey> fewer = new TreeMap<>(keys);
    fewer.remove(name);
    return new People(accounts, fewer, ended, sessionSecret, firstToken);
  }

  /**
   * These people with one session ended; those whose time has long come by now are forgotten. Long,
   * because the clock of a leader may be ahead: what it forgets too early would be good again.
   */
  public People withEnded(String session, Instant expires, Instant now) {
    SortedMap<String, Instant> more = new TreeMap<>(ended);
    more.put(session, expires);
    more.values().removeIf(over -> over.plus(SURELY_OVER).isBefore(now));
    return new People(accounts, keys, more, sessionSecret, firstToken);
  }

  /** These people waiting for who shows a token; the secret is kept if there is one. */
  public People awaitingFirst(String token, Hidden secret) {
    Hidden kept = sessionSecret.value().isEmpty() ? secret : sessionSecret;
    return new People(accounts, keys, ended, kept, token);
  }
}
