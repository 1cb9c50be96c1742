package org.greenwave.tss.probe;

import java.util.ArrayList;
import java.util.Optional;
import org.greenwave.sensors.Zone;
import org.greenwave.tss.ready.Spare;
import org.greenwave.tss.ready.WaitingThread;
import org.greenwave.tss.source.Intake;
import org.greenwave.tss.source.Source;
import org.greenwave.tss.source.SourceContext;
import org.greenwave.tss.source.SourceStatus;
import org.greenwave.tss.source.SourceStatus.Level;
import org.greenwave.tss.store.Registered;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** One probe; it beats while this server is the host. */
final class ProbeSource implements Source {
  private final String id;
  private final SourceContext context;
  private final Spare<WaitingThread> beating = WaitingThread.spare();
  private volatile ProbeSettings settings;
  private @Nullable ProbeRun run;
  private volatile boolean running;

  ProbeSource(String id, ProbeSettings settings, SourceContext context) {
    this.id = id;
    this.settings = settings;
    this.context = context;
  }

  @Override
  public void warm() {
    beating.refill();
  }

  @Override
  public void start(Intake intake) {
    ProbeRun started = new ProbeRun(id, intake, context.clock(), () -> settings.everyMillis());
    run = started;
    running = true;
    started.begin(beating.take(), known());
  }

  /** The zone as another host has registered it: then nothing is to be written before samples. */
  private Optional<Zone> known() {
    return Optional.ofNullable(context.catalogue().of(id).get(ProbeRun.UNIT))
        .map(Registered::zones)
        .flatMap(zones -> zones.stream().findFirst());
  }

  @Override
  public void update(ObjectNode changed) {
    settings = ProbeSettings.read(changed, new ArrayList<>());
  }

  @Override
  public void stop() {
    ProbeRun ended = run;
    if (ended != null) {
      ended.end();
      run = null;
      beating.refillBeside();
    }
    running = false;
  }

  @Override
  public SourceStatus status() {
    String sentence =
        running
            ? "Makes a sample each %d ms, to measure failovers by."
                .formatted(settings.everyMillis())
            : "Waits for this server to be the host.";
    return new SourceStatus(Level.OK, sentence);
  }

  @Override
  public void close() {
    stop();
    beating.close();
  }
}
