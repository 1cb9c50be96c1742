package org.greenwave.server.people;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/**
 * Wrong passwords, counted for each account and for each address. After five for an account from
 * one address, or fifty from one address, the next must wait: half a minute, then twice as long
 * each time, a quarter of an hour at most. Kept in memory by each server for itself.
 */
public final class Attempts {
  private static final int FREE_FOR_ACCOUNT = 5;
  private static final int FREE_FOR_ADDRESS = 50;
  private static final long FIRST_WAIT_MILLIS = 30_000;
  private static final long LONGEST_WAIT_MILLIS = 900_000;
  private static final int MOST_KEPT = 10_000;

  private static final int TURNS = 64;

  private record Failures(int count, long untilMillis, long lastMillis) {}

  private final LongSupplier nowMillis;
  private final List<Lock> turns = Stream.<Lock>generate(ReentrantLock::new).limit(TURNS).toList();

  /** The eldest goes when there are too many. */
  private final Map<String, Failures> failures =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Failures> eldest) {
          return size() > MOST_KEPT;
        }
      };

  /**
   * None so far.
   *
   * @param nowMillis a monotonic clock
   */
  public Attempts(LongSupplier nowMillis) {
    this.nowMillis = nowMillis;
  }

  /**
   * Whose turn it is: of attempts for one account from one address each is counted before the next
   * one is looked at, or as many as come at once would all be the first.
   */
  public Lock turn(String account, String address) {
    return turns.get(Math.floorMod(both(account, address).hashCode(), TURNS));
  }

  /** How long the next attempt has to wait; zero when it may be made now. */
  public synchronized Duration wait(String account, String address) {
    long until = Math.max(until(both(account, address)), until(address));
    return Duration.ofMillis(Math.max(0, until - nowMillis.getAsLong()));
  }

  private long until(String key) {
    Failures known = failures.get(key);
    return known == null ? Long.MIN_VALUE / 2 : known.untilMillis();
  }

  /** A wrong password was given. */
  public synchronized void failed(String account, String address) {
    count(both(account, address), FREE_FOR_ACCOUNT);
    count(address, FREE_FOR_ADDRESS);
  }

  private void count(String key, int free) {
    long now = nowMillis.getAsLong();
    Failures known = failures.get(key);
    int count =
        known == null || now - known.lastMillis() > LONGEST_WAIT_MILLIS ? 1 : known.count() + 1;
    long wait = Math.min(LONGEST_WAIT_MILLIS, FIRST_WAIT_MILLIS << Math.clamp(count - free, 0, 10));
    failures.put(key, new Failures(count, count < free ? now : now + wait, now));
  }

  /** The right password was given. */
  public synchronized void succeeded(String account, String address) {
    failures.remove(both(account, address));
  }

  /** How many names and addresses are kept in mind. */
  synchronized int known() {
    return failures.size();
  }

  private static String both(String account, String address) {
    return address + " " + account;
  }
}
