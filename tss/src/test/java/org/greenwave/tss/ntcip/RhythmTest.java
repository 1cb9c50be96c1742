package org.greenwave.tss.ntcip;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Polls of a unit whose zones are asked one after the other, and how late each finds its periods.
 */
class RhythmTest {
  private static final long PERIOD_MILLIS = 10_000;
  private static final long REQUEST_MILLIS = 50;
  private static final long FLOOR_MILLIS = 300;
  private static final int PERIODS = 300;
  private static final int SEARCH = 100;

  private final Rhythm rhythm = new Rhythm();
  private final List<Zone> zones = new ArrayList<>();

  /** A zone, and what has been seen of it. */
  private static final class Zone {
    private final boolean live;
    private long period;
    private long seenMillis;

    Zone(boolean live) {
      this.live = live;
    }

    boolean isDue(long nowMillis) {
      return nowMillis - seenMillis > PERIOD_MILLIS / 2;
    }

    boolean lags(long nowMillis) {
      long since = nowMillis - seenMillis;
      return since > PERIOD_MILLIS * 3 / 4 && since < 2 * PERIOD_MILLIS;
    }

    boolean hasNew(long askedMillis) {
      return live && askedMillis / PERIOD_MILLIS > period;
    }

    /** Answers by how much that is late. */
    long show(long askedMillis) {
      long late = askedMillis - (period + 1) * PERIOD_MILLIS;
      period = askedMillis / PERIOD_MILLIS;
      return late;
    }
  }

  /** One zone more never has anything. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5, 24})
  void noZoneIsLateByMuchMoreThanItTakesToAskThemAll(int live) {
    IntStream.range(0, live).forEach(_ -> zones.add(new Zone(true)));
    zones.add(new Zone(false));
    rhythm.start(0, PERIOD_MILLIS);
    long latest = 0;
    long now = 0;
    while (now < PERIODS * PERIOD_MILLIS) {
      now = Math.max(now, rhythm.nextMillis());
      long late = poll(now);
      latest = now > SEARCH * PERIOD_MILLIS ? Math.max(latest, late) : 0;
      now += zones.size() * REQUEST_MILLIS;
    }
    assertThat(latest).isPositive().isLessThan(2L * live * REQUEST_MILLIS + FLOOR_MILLIS);
    assertThat(zones.subList(0, live)).allMatch(zone -> zone.period >= PERIODS - 1);
  }

  /** Asks who is due, one after the other; answers by how much the latest of them was late. */
  private long poll(long sentMillis) {
    List<Zone> found = new ArrayList<>();
    long late = 0;
    long asked = sentMillis;
    for (Zone zone : due(sentMillis).toList()) {
      if (zone.hasNew(asked)) {
        late = Math.max(late, zone.show(asked));
        found.add(zone);
      }
      asked += REQUEST_MILLIS;
    }
    long last = Math.max(sentMillis, asked - REQUEST_MILLIS);
    found.forEach(zone -> zone.seenMillis = last);
    rhythm.polled(sentMillis, !found.isEmpty(), zones.stream().anyMatch(zone -> zone.lags(last)));
    return late;
  }

  private Stream<Zone> due(long nowMillis) {
    return zones.stream().filter(zone -> zone.isDue(nowMillis));
  }
}
