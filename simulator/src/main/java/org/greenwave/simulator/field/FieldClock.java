package org.greenwave.simulator.field;

import java.time.Duration;

/**
 * The field's clock: the machine's time when the field started, and what has passed since by the
 * monotonic clock. A clock that is set while the field runs moves no period.
 */
final class FieldClock {
  private final long startMillis = System.currentTimeMillis();
  private final long startNanos = System.nanoTime();

  long startMillis() {
    return startMillis;
  }

  long nowMillis() {
    return startMillis + Duration.ofNanos(System.nanoTime() - startNanos).toMillis();
  }
}
