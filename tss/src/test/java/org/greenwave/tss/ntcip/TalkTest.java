package org.greenwave.tss.ntcip;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.greenwave.sensors.Origin;
import org.greenwave.sensors.Quality;
import org.greenwave.sensors.Reading;
import org.greenwave.sensors.Sample;
import org.greenwave.sensors.Zone;
import org.junit.jupiter.api.Test;

class TalkTest {
  private static final int PERIOD_SECONDS = 30;
  private static final long STORED_MILLIS = 1_800_000_000_000L;

  @Test
  void rightAfterTheLastSampleOnlyTheLastPeriodIsAskedFor() {
    Talk talk = Talk.toCatchUp(List.of(watch(1), watch(2)), STORED_MILLIS + 59_999);
    assertThat(talk.all()).isFalse();
    assertThat(requests(talk)).isEqualTo(1);
  }

  @Test
  void whereMoreMayHaveEndedAllIsAskedFor() {
    Talk talk = Talk.toCatchUp(List.of(watch(1), watch(2)), STORED_MILLIS + 60_000);
    assertThat(talk.all()).isTrue();
    assertThat(requests(talk)).isEqualTo(4);
  }

  @Test
  void aZoneOfWhichNothingIsStoredIsAskedForAll() {
    Watch fresh = new Watch(zone(2), Optional.empty());
    assertThat(Talk.toCatchUp(List.of(watch(1), fresh), STORED_MILLIS).all()).isTrue();
  }

  private static int requests(Talk talk) {
    int requests = 0;
    while (!talk.next().isEmpty()) {
      requests++;
    }
    return requests;
  }

  private static Watch watch(int number) {
    Reading reading = Reading.of(1, Reading.MISSING, Reading.MISSING, Quality.OK);
    Origin origin = new Origin(1, 5, 0);
    return new Watch(
        zone(number),
        Optional.of(new Sample(number, STORED_MILLIS, PERIOD_SECONDS, reading, origin)));
  }

  private static Zone zone(int number) {
    return new Zone(number, 1, number, "", PERIOD_SECONDS, 4, 1);
  }
}
