package org.greenwave.directory.failover;

import java.util.Objects;
import java.util.Optional;

/**
 * What a server has left of what runs out.
 *
 * @param dataFreePercent free share of the disk that its folder is on; empty for unknown
 * @param certificateDays whole days for which its certificate is still good, below zero when it has
 *     ended; empty for unknown
 */
public record Reserves(Optional<Integer> dataFreePercent, Optional<Integer> certificateDays) {
  /** Nothing is known. */
  public static final Reserves UNKNOWN = new Reserves(Optional.empty(), Optional.empty());

  /** An older version has not written what it does not know. */
  public Reserves {
    dataFreePercent = Objects.requireNonNullElse(dataFreePercent, Optional.empty());
    certificateDays = Objects.requireNonNullElse(certificateDays, Optional.empty());
  }
}
