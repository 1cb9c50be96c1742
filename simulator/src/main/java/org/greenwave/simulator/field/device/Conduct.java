package org.greenwave.simulator.field.device;

import java.time.Duration;
import org.greenwave.simulator.field.traffic.Chance;

/** How a unit behaves towards those who ask it. */
public enum Conduct {
  /** It always answers. */
  STEADY(Duration.ZERO, Duration.ZERO, Duration.ZERO),
  /** Its line is cut for some minutes now and then; it measures on. */
  SILENT_AT_TIMES(Duration.ofMinutes(20), Duration.ofMinutes(2), Duration.ofMinutes(4)),
  /** It loses power for some seconds now and then, and with it what it has measured. */
  RESTARTS_AT_TIMES(Duration.ofMinutes(15), Duration.ofSeconds(8), Duration.ofSeconds(20)),
  /** It answers with garbage. */
  GARBLED(Duration.ZERO, Duration.ZERO, Duration.ZERO);

  private final Duration every;
  private final Duration shortest;
  private final Duration longest;

  Conduct(Duration every, Duration shortest, Duration longest) {
    this.every = every;
    this.shortest = shortest;
    this.longest = longest;
  }

  /**
   * The conduct of a unit: the last ones are garbled, as many as wanted; of the others, with
   * outages, one is silent and one restarts at times.
   */
  public static Conduct of(long seed, int unit, int units, int garbled, boolean outages) {
    int sound = units - garbled;
    if (unit > sound) {
      return GARBLED;
    }
    if (!outages || sound < 2) {
      return STEADY;
    }
    int silent = Chance.of(seed, 31).below(sound) + 1;
    int restarting = silent % sound + 1;
    return unit == silent ? SILENT_AT_TIMES : unit == restarting ? RESTARTS_AT_TIMES : STEADY;
  }

  /** One outage begins in each span of this length; zero when there are none. */
  Duration every() {
    return every;
  }

  Duration shortest() {
    return shortest;
  }

  Duration longest() {
    return longest;
  }
}
