package org.greenwave.tss.ntcip;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.greenwave.sensors.Zone;
import org.greenwave.sensors.ntcip1209.Anchor;
import org.greenwave.sensors.ntcip1209.Verdict;
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
  private final List<Lane> zones = new ArrayList<>();

  /** A zone as the test knows it, and as it is watched. */
  private static final class Lane {
    private final Watch watch =
        new Watch(new Zone(1, 1, 1, "lane", (int) (PERIOD_MILLIS / 1_000), 4, 1), Optional.empty());
    private final boolean live;
    private long period;

    Lane(boolean live) {
      this.live = live;
    }

    void seen(long sentMillis) {
      Anchor anchor = new Anchor(1, 0, period * PERIOD_MILLIS, (int) (PERIOD_MILLIS / 1_000), 0);
      watch.accepted(new Verdict.New(List.of(), List.of(), anchor, false, 0), nanos(sentMillis));
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
    IntStream.range(0, live).forEach(_ -> zones.add(new Lane(true)));
    zones.add(new Lane(false));
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
    List<Lane> found = new ArrayList<>();
    long late = 0;
    long asked = sentMillis;
    for (Lane zone : due(sentMillis).toList()) {
      if (zone.hasNew(asked)) {
        late = Math.max(late, zone.show(asked));
        found.add(zone);
      }
      asked += REQUEST_MILLIS;
    }
    long last = Math.max(sentMillis, asked - REQUEST_MILLIS);
    found.forEach(zone -> zone.seen(last));
    rhythm.polled(
        sentMillis,
        !found.isEmpty(),
        zones.stream().anyMatch(zone -> zone.watch.lags(nanos(last))));
    return late;
  }

  private Stream<Lane> due(long nowMillis) {
    return zones.stream().filter(zone -> zone.watch.isDue(nanos(nowMillis)));
  }

  private static long nanos(long millis) {
    return TimeUnit.MILLISECONDS.toNanos(millis);
  }
}
