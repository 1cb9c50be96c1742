package org.greenwave.simulator.simulation.world;

import java.time.Instant;

/**
 * A machine's two clocks: the monotonic one drifts, and stands still while the machine is
 * suspended; the one on the wall shows the time of day, more or less, and can jump.
 */
public final class Clocks {
  private final World world;
  private final double rate;
  private long skewMillis;
  private long stoodMillis;
  private long standsSinceMillis = -1;
  private long wokeAtMillis = Long.MIN_VALUE;

  Clocks(World world, double rate, long skewMillis) {
    this.world = world;
    this.rate = rate;
    this.skewMillis = skewMillis;
  }

  long monotonicMillis() {
    long now = standsSinceMillis < 0 ? world.agenda().nowMillis() : standsSinceMillis;
    return Math.round((now - stoodMillis) * rate);
  }

  Instant wall() {
    return world.wallClock().plusMillis(skewMillis);
  }

  /** The clock on the wall is set. */
  public void jump(long millis) {
    skewMillis += millis;
  }

  void stand() {
    standsSinceMillis = world.agenda().nowMillis();
  }

  void goOn() {
    if (standsSinceMillis >= 0) {
      stoodMillis += world.agenda().nowMillis() - standsSinceMillis;
      standsSinceMillis = -1;
      wokeAtMillis = monotonicMillis();
    }
  }

  /** Whether the monotonic clock has stood still since it showed this. */
  boolean stoodSince(long millis) {
    return millis <= wokeAtMillis;
  }
}
