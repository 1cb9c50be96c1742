package org.greenwave.simulator.field.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import org.assertj.core.data.Offset;
import org.greenwave.simulator.field.traffic.Congestion.Effect;
import org.junit.jupiter.api.Test;

/** A queue that grows upstream from kilometre 20 at 10 km/h, from hour 1 until it clears at 2. */
class CongestionTest {
  private static final int HOUR = 3_600_000;
  private static final Congestion QUEUE = new Congestion(20, HOUR, 2 * HOUR, 0.4, 10);

  @Test
  void travelsUpstream() {
    assertThat(at(15, 1.4)).isEqualTo(Effect.NONE);
    assertThat(at(15, 1.6)).isEqualTo(Effect.QUEUED);
    assertThat(at(11, 1.8)).isEqualTo(Effect.NONE);
    assertThat(at(11, 1.95)).isEqualTo(Effect.QUEUED);
  }

  @Test
  void lowersTheFlowBeyondTheBottleneckWhileItLasts() {
    assertThat(at(25, 0.9)).isEqualTo(Effect.NONE);
    assertThat(at(25, 1.5)).isEqualTo(Effect.METERED);
    assertThat(at(25, 2.1)).isEqualTo(Effect.NONE);
  }

  @Test
  void dissolvesFromTheHeadUntilNothingIsLeft() {
    assertThat(at(19, 2.1)).isEqualTo(Effect.NONE);
    assertThat(at(12, 2.1)).isEqualTo(Effect.QUEUED);
    for (double km = 0; km <= 20; km += 0.5) {
      assertThat(at(km, 3.5)).isEqualTo(Effect.NONE);
    }
  }

  @Test
  void isSlowerTheLessItLetsThrough() {
    FundamentalDiagram lane = FundamentalDiagram.motorway(100);
    assertThat(lane.queuedSpeedKmh(800)).isLessThan(lane.queuedSpeedKmh(1_600));
    assertThat(lane.queuedSpeedKmh(1_600)).isLessThan(lane.freeFlowSpeedKmh(1_600));
    assertThat(lane.queuedSpeedKmh(2_100)).isCloseTo(82, Offset.offset(1e-9));
    assertThat(lane.freeFlowSpeedKmh(0)).isEqualTo(100);
  }

  private static Effect at(double km, double hour) {
    return QUEUE.at(km, (long) (hour * HOUR));
  }
}
