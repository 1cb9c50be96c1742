package org.greenwave.simulator.field.traffic;

/**
 * A queue behind a bottleneck: a rush-hour merge or an incident. Its tail travels upstream while it
 * lasts; when the bottleneck clears, the head follows the tail faster and dissolves it.
 *
 * @param headKm the bottleneck, in kilometres travelled in the direction of the carriageway
 * @param startMillis when it closes
 * @param clearMillis when it clears
 * @param throughput what it lets through, as a share of capacity
 * @param growthKmh how fast the tail travels upstream
 */
public record Congestion(
    double headKm, long startMillis, long clearMillis, double throughput, double growthKmh) {
  private static final double RECOVERY_KMH = 18;
  private static final double MILLIS_PER_HOUR = 3_600_000;

  /** What a place on the carriageway has of it. */
  public enum Effect {
    /** Nothing. */
    NONE,
    /** The place lies in the queue. */
    QUEUED,
    /** The place lies beyond the bottleneck and gets no more than that lets through. */
    METERED
  }

  /** What a place has of it at a time. */
  public Effect at(double travelledKm, long roadMillis) {
    if (roadMillis < startMillis) {
      return Effect.NONE;
    }
    if (travelledKm > headKm) {
      return roadMillis < clearMillis ? Effect.METERED : Effect.NONE;
    }
    boolean reached = travelledKm >= headKm - growthKmh * hours(startMillis, roadMillis);
    boolean dissolved = travelledKm > headKm - RECOVERY_KMH * hours(clearMillis, roadMillis);
    return reached && !dissolved ? Effect.QUEUED : Effect.NONE;
  }

  private static double hours(long from, long to) {
    return Math.max(0, to - from) / MILLIS_PER_HOUR;
  }
}
