package org.greenwave.directory.failover;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * What a server says of itself that sooner or later ends in trouble.
 *
 * @param dataFreePercent free share of the disk that its folder is on; empty for unknown
 * @param certificateDays whole days for which its certificate is still good, below zero when it has
 *     ended; empty for unknown
 * @param clock what time it took it to be when it said this; empty for unknown
 * @param doorCertificateDays the same as for its certificate of the operator's own for HTTPS; empty
 *     when it has none, or for unknown
 */
public record Reserves(
    Optional<Integer> dataFreePercent,
    Optional<Integer> certificateDays,
    Optional<Instant> clock,
    Optional<Integer> doorCertificateDays) {
  /** Nothing is known. */
  public static final Reserves UNKNOWN = new Reserves(Optional.empty(), Optional.empty());

  /** An older version has not written what it does not know. */
  public Reserves {
    dataFreePercent = Objects.requireNonNullElse(dataFreePercent, Optional.empty());
    certificateDays = Objects.requireNonNullElse(certificateDays, Optional.empty());
    clock = Objects.requireNonNullElse(clock, Optional.empty());
    doorCertificateDays = Objects.requireNonNullElse(doorCertificateDays, Optional.empty());
  }

  /** Those of a server that does not say what time it is. */
  public Reserves(Optional<Integer> dataFreePercent, Optional<Integer> certificateDays) {
    this(dataFreePercent, certificateDays, Optional.empty(), Optional.empty());
  }

  /** The same, said at a time. */
  public Reserves at(Instant now) {
    return new Reserves(dataFreePercent, certificateDays, Optional.of(now), doorCertificateDays);
  }

  /** The same, with what is left of the operator's own certificate. */
  public Reserves door(Optional<Integer> days) {
    return new Reserves(dataFreePercent, certificateDays, clock, days);
  }
}
