package org.greenwave.simulator.field.traffic;

import java.util.SplittableRandom;

/** Chance that depends on nothing but its keys: the same keys draw the same numbers. */
public final class Chance {
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  private final SplittableRandom random;

  private Chance(long state) {
    this.random = new SplittableRandom(state);
  }

  /** The chance that belongs to a seed and the keys of one thing at one time. */
  public static Chance of(long seed, long... keys) {
    long state = mix(seed + GOLDEN);
    for (long key : keys) {
      state = mix(state * 31 + key + GOLDEN);
    }
    return new Chance(state);
  }

  /** A number from 0 to below 1. */
  public double share() {
    return random.nextDouble();
  }

  /** A number between two bounds. */
  public double between(double low, double high) {
    return low + (high - low) * random.nextDouble();
  }

  /** A whole number from 0 to below the bound. */
  public int below(int bound) {
    return random.nextInt(bound);
  }

  /** A number around 0 with a standard deviation of 1. */
  public double normal() {
    return random.nextGaussian();
  }

  /** How many arrive when so many are expected and none knows of another (Poisson). */
  public int arrivals(double expected) {
    if (expected > 40) {
      return (int) Math.max(0, Math.round(expected + Math.sqrt(expected) * normal()));
    }
    double floor = Math.exp(-expected);
    int count = 0;
    for (double product = share(); product > floor; product *= share()) {
      count++;
    }
    return count;
  }

  private static long mix(long bits) {
    long first = (bits ^ (bits >>> 30)) * 0xBF58476D1CE4E5B9L;
    long second = (first ^ (first >>> 27)) * 0x94D049BB133111EBL;
    return second ^ (second >>> 31);
  }
}
