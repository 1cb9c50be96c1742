package org.greenwave.directory.people;

import java.time.Instant;
import java.util.Optional;

/**
 * What a script shows instead of logging in.
 *
 * @param name unique among keys
 * @param hash SHA-256 of the key, in hexadecimal; the key itself is kept nowhere
 * @param by who made it
 * @param created wall clock of the server that made it
 * @param expires when it ends by itself
 */
public record AccessKey(
    String name, Right right, String hash, String by, Instant created, Optional<Instant> expires) {
  /** Whether it is still good. */
  public boolean good(Instant now) {
    return expires.filter(end -> !now.isBefore(end)).isEmpty();
  }
}
