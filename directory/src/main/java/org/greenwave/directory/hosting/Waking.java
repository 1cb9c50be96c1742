package org.greenwave.directory.hosting;

/**
 * Since when a server's process has been awake, by how often it looks after its roles. One that was
 * frozen or starved stood still with all of them: it must not take its own sleep for theirs, so
 * what it measures of them counts from when it woke up (rule 8).
 *
 * @param lookedAtMillis when it last looked, by its monotonic clock
 * @param wokeAtMillis since when it has been awake
 */
public record Waking(long lookedAtMillis, long wokeAtMillis) {
  /** So long without a look is sleep, in milliseconds; a server looks several times a second. */
  public static final long SLEEP_MILLIS = 2_000;

  /** Awake from a time on. */
  public static Waking since(long nowMillis) {
    return new Waking(nowMillis, nowMillis);
  }

  /** It looks. */
  public Waking look(long nowMillis) {
    boolean slept = nowMillis - lookedAtMillis > SLEEP_MILLIS;
    return new Waking(nowMillis, slept ? nowMillis : wokeAtMillis);
  }

  /** How much counts of a time that a role has taken by the latest look, in milliseconds. */
  public long counted(long millis) {
    return Math.min(millis, lookedAtMillis - wokeAtMillis);
  }
}
