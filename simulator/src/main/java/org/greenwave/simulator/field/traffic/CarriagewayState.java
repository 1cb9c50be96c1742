package org.greenwave.simulator.field.traffic;

import java.time.Duration;

/**
 * How a carriageway flows at one place and time.
 *
 * @param load the flow as a share of capacity
 * @param queued whether the place lies in a queue
 */
record CarriagewayState(double load, boolean queued) {
  private static final double HOUR = Duration.ofHours(1).toMillis();
  private static final double WAVE_MILLIS = Duration.ofMinutes(5).toMillis();

  /** The state at a number of kilometres travelled. */
  static CarriagewayState at(
      Congestions congestions, Direction direction, double travelledKm, long roadMillis) {
    double load = Demand.share(direction, roadMillis / HOUR % 24) * stretch(travelledKm);
    boolean queued = false;
    for (Congestion congestion : congestions.around(roadMillis)) {
      switch (congestion.at(travelledKm, roadMillis)) {
        case NONE -> {}
        case METERED -> load = Math.min(load, congestion.throughput());
        case QUEUED -> {
          load = Math.min(queued ? load : 1, congestion.throughput());
          queued = true;
        }
      }
    }
    return new CarriagewayState(
        queued ? load * stopAndGo(travelledKm, roadMillis) : Math.min(load, 0.97), queued);
  }

  /** Vehicles an hour in a lane. */
  double flow(Lane lane, FundamentalDiagram diagram) {
    double share = queued ? 1.0 / lane.of() : lane.share(load);
    return Math.min(diagram.capacity(), load * lane.of() * share * diagram.capacity());
  }

  /** The speed that goes with a lane's flow. */
  double speedKmh(double flow, FundamentalDiagram diagram) {
    return queued ? diagram.queuedSpeedKmh(flow) : diagram.freeFlowSpeedKmh(flow);
  }

  /** Some stretches are busier than others. */
  private static double stretch(double travelledKm) {
    return 0.9 + 0.12 * Math.sin(travelledKm / 9);
  }

  /** Waves of slower and faster traffic that run upstream through a queue. */
  private static double stopAndGo(double travelledKm, long roadMillis) {
    double turns = roadMillis / WAVE_MILLIS + travelledKm / 1.4;
    return 1 + 0.18 * Math.sin(2 * Math.PI * turns);
  }
}
