package org.greenwave.simulator.simulation;

import java.util.SplittableRandom;
import org.greenwave.simulator.simulation.world.Chance;

/** Chance by a seed. While it is rough, messages are lost, doubled, and overtake each other. */
final class SeededChance implements Chance {
  private static final double LOST = 0.12;
  private static final double DOUBLED = 0.08;
  private static final double LATE = 0.25;
  private static final int LATE_MILLIS = 900;
  private static final double DRIFT = 0.004;
  private static final int SKEW_MILLIS = 3_000;

  private final SplittableRandom random;
  private boolean rough;

  SeededChance(long seed) {
    this.random = new SplittableRandom(seed);
  }

  void rough(boolean isRough) {
    this.rough = isRough;
  }

  @Override
  public long travelMillis() {
    return rough && random.nextDouble() < LATE ? random.nextInt(LATE_MILLIS) : random.nextInt(1, 4);
  }

  @Override
  public boolean smooth() {
    return !rough;
  }

  @Override
  public boolean loses() {
    return rough && random.nextDouble() < LOST;
  }

  @Override
  public boolean doubles() {
    return rough && random.nextDouble() < DOUBLED;
  }

  @Override
  public boolean forwards() {
    return random.nextBoolean();
  }

  @Override
  public long electionMillis(String server) {
    return random.nextInt(300, 600);
  }

  @Override
  public long workMillis(long usualMillis) {
    return usualMillis / 2 + random.nextLong(usualMillis * 2);
  }

  @Override
  public double clockRate(String server) {
    return 1 + random.nextDouble(-DRIFT, DRIFT);
  }

  @Override
  public long clockSkewMillis(String server) {
    return random.nextInt(-SKEW_MILLIS, SKEW_MILLIS);
  }

  SplittableRandom random() {
    return random;
  }
}
