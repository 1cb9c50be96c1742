package org.greenwave.sensors.ntcip1209;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PhaseTest {
  @ParameterizedTest
  @CsvSource({"2000, 0", "2000, 700", "2000, 1999", "30000, 12345", "60000, 59000"})
  void findsTheMomentAfterThePeriodsEndAndMissesNone(long period, long offset) {
    Phase phase = Phase.start(0, period);
    long seen = -1;
    long polls = 0;
    long late = 0;
    while (phase.nextMillis() < 100 * period) {
      long now = phase.nextMillis();
      long current = Math.floorDiv(now - offset, period);
      polls++;
      assertThat(current - seen).as("no period is passed over").isLessThanOrEqualTo(2);
      if (current > seen) {
        late = Math.max(now > 20 * period ? Math.floorMod(now - offset, period) : 0, late);
        phase = phase.found(now);
      } else {
        phase = phase.early(now);
      }
      seen = current;
    }
    assertThat(late).isLessThanOrEqualTo(2L * Math.clamp(period / 64, 10, 100));
    assertThat(polls).isLessThan(125);
  }

  @Test
  void aFrozenDeviceIsAskedEverMoreSeldomAndASilentOneTooButSoonAtFirst() {
    Phase phase = Phase.start(0, 2000);
    for (int at = 0; at < 40; at++) {
      phase = phase.early(phase.nextMillis());
    }
    assertThat(phase.early(0).nextMillis()).isEqualTo(2000);
    Phase silent = Phase.start(0, 2000);
    long[] waits = new long[20];
    for (int at = 0; at < waits.length; at++) {
      silent = silent.silent(0);
      waits[at] = silent.nextMillis();
    }
    assertThat(LongStream.of(waits).limit(4).sum()).isEqualTo(4000);
    assertThat(waits[19]).isEqualTo(30_000);
  }
}
