package org.greenwave.tss.probe;

import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntSupplier;
import org.greenwave.role.FencedException;
import org.greenwave.sensors.Origin;
import org.greenwave.sensors.Quality;
import org.greenwave.sensors.Reading;
import org.greenwave.sensors.Sample;
import org.greenwave.sensors.Zone;
import org.greenwave.tss.ready.WaitingThread;
import org.greenwave.tss.source.Intake;
import org.greenwave.tss.store.Submission;
import org.greenwave.tss.store.UnitSpec;
import org.greenwave.tss.store.UnitSpec.ZoneSpec;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The probe from one start to the stop after it. A sample's period ends on a multiple of the pace,
 * so that two hosts with one clock name a period alike; a beat that comes late leaves periods out.
 */
final class ProbeRun {
  static final String UNIT = "probe";

  /** What the store can tell of a period is whole seconds. */
  private static final int PERIOD_SECONDS = 1;

  private static final long PAUSE_MILLIS = 1_000;
  private static final Logger LOG = LoggerFactory.getLogger(ProbeRun.class);

  private final String source;
  private final Intake intake;
  private final InstantSource clock;
  private final IntSupplier everyMillis;
  private @Nullable Thread thread;
  private boolean ended;
  private long lastMillis;

  ProbeRun(String source, Intake intake, InstantSource clock, IntSupplier everyMillis) {
    this.source = source;
    this.intake = intake;
    this.clock = clock;
    this.everyMillis = everyMillis;
  }

  /** Begins to beat; with no zone known yet, registers it first. */
  void begin(WaitingThread waiting, Optional<Zone> known) {
    thread = waiting.start("probe " + source, () -> run(known));
  }

  /** Ends it: once this has returned nothing more is submitted. */
  synchronized void end() {
    ended = true;
    Thread running = thread;
    if (running != null) {
      running.interrupt();
    }
  }

  private void run(Optional<Zone> known) {
    try {
      int zone = known.isPresent() ? known.get().id() : register();
      while (beat(zone)) {
        long pace = everyMillis.getAsInt();
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(pace - clock.millis() % pace));
      }
    } catch (InterruptedException e) {
      LOG.debug("The probe {} has ended.", source);
    } catch (FencedException e) {
      LOG.info("The probe {} has ended: {}", source, e.getMessage());
    }
  }

  private int register() throws InterruptedException, FencedException {
    ZoneSpec zone = new ZoneSpec(1, "failover probe", PERIOD_SECONDS);
    UnitSpec unit = new UnitSpec(ProbeKind.KIND, UNIT, "", Double.NaN, Double.NaN, List.of(zone));
    while (true) {
      try {
        return Objects.requireNonNull(intake.register(source, List.of(unit)).get(UNIT))
            .zones()
            .getFirst()
            .id();
      } catch (SQLException e) {
        LOG.debug("The probe {} could not be registered yet.", source, e);
        TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
      }
    }
  }

  /** Submits the sample of the newest period, once; false when it is over. */
  private synchronized boolean beat(int zone) {
    long now = clock.millis();
    long end = now - now % everyMillis.getAsInt();
    if (!ended && end != lastMillis) {
      lastMillis = end;
      Reading reading = Reading.of(1, Reading.MISSING, Reading.MISSING, Quality.OK);
      Sample sample = new Sample(zone, end, PERIOD_SECONDS, reading, Origin.NONE);
      // Without room the database is away, and the probe has shown that by its gap.
      var _ = intake.submit(Submission.of(List.of(sample)));
    }
    return !ended;
  }
}
