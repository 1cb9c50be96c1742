package org.greenwave.directory.notice;

import java.time.Instant;
import java.util.Optional;

/**
 * How a recipient has lately been reached.
 *
 * @param reached when something last arrived there
 * @param failed when something last did not
 * @param failure why not
 */
public record Contact(Optional<Instant> reached, Optional<Instant> failed, String failure) {
  /** Nothing was sent yet. */
  public static final Contact NONE = new Contact(Optional.empty(), Optional.empty(), "");

  Contact after(Delivery delivery) {
    return delivery.arrived()
        ? new Contact(Optional.of(delivery.at()), failed, failure)
        : new Contact(reached, Optional.of(delivery.at()), delivery.failure());
  }

  /** Whether the latest that was sent did not arrive. */
  public boolean failing() {
    return failed.isPresent() && reached.filter(failed.get()::isBefore).isEmpty();
  }
}
