package org.greenwave.tss.datex;

import java.net.http.HttpClient;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.greenwave.tss.ready.Spare;
import org.greenwave.tss.ready.WaitingTimer;
import org.greenwave.tss.source.Intake;
import org.greenwave.tss.source.Source;
import org.greenwave.tss.source.SourceStatus;
import org.greenwave.tss.source.SourceStatus.Level;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** One publisher that is asked for measured data every so often, while this server is the host. */
final class Datex2Source implements Source {
  private static final Duration CONNECT_LIMIT = Duration.ofSeconds(10);

  private final String id;
  private final InstantSource clock;
  private final Spare<ScheduledExecutorService> timers;
  private volatile Datex2Settings settings;
  private volatile SourceStatus status =
      new SourceStatus(Level.OK, "Waits for this server to be the host.");
  private @Nullable HttpClient client;
  private @Nullable Run run;

  Datex2Source(String id, Datex2Settings settings, InstantSource clock) {
    this.id = id;
    this.settings = settings;
    this.clock = clock;
    timers =
        WaitingTimer.spare(2, Thread.ofPlatform().daemon().name("datex2 " + id + " ", 0).factory());
  }

  /** What runs from start to stop; a new one knows nothing of an old one. */
  private record Run(Intake intake, ScheduledExecutorService rounds, Gate gate, HttpClient client) {
    void end() {
      gate.shut();
      rounds.shutdownNow();
    }
  }

  @Override
  public void warm() {
    client();
    timers.refill();
  }

  @Override
  public void start(Intake intake) {
    Gate gate = new Gate(intake);
    Run started = new Run(intake, timers.take(), gate, client());
    run = started;
    begin(started);
  }

  @Override
  public void update(ObjectNode changed) {
    Datex2Settings wanted = Datex2Settings.read(changed, new ArrayList<>());
    boolean same = wanted.equals(settings);
    settings = wanted;
    Run running = run;
    if (!same && running != null) {
      running.end();
      start(running.intake());
    }
  }

  @Override
  public void stop() {
    Run running = run;
    if (running != null) {
      running.end();
      run = null;
      timers.refillBeside();
    }
    status = new SourceStatus(Level.OK, "Waits for this server to be the host.");
  }

  @Override
  public SourceStatus status() {
    return status;
  }

  @Override
  public void close() {
    stop();
    timers.close();
    HttpClient open = client;
    if (open != null) {
      open.shutdownNow();
      client = null;
    }
  }

  private void begin(Run started) {
    Datex2Settings set = settings;
    DatexFeed feed =
        new DatexFeed(
            id,
            started.gate(),
            new WebDocument(started.client(), started.rounds(), set.sites()),
            new WebDocument(started.client(), started.rounds(), set.data()),
            clock);
    status = new SourceStatus(Level.OK, "Fetches the site table from %s.".formatted(set.sites()));
    started
        .rounds()
        .scheduleAtFixedRate(() -> round(started, feed), 0, set.everySeconds(), TimeUnit.SECONDS);
  }

  // A round that was overtaken by stop must not say how the next activation is doing.
  private void round(Run started, DatexFeed feed) {
    SourceStatus after = feed.round();
    if (!started.gate().isShut()) {
      status = after;
    }
  }

  private HttpClient client() {
    HttpClient open = client;
    if (open == null) {
      open =
          HttpClient.newBuilder()
              .connectTimeout(CONNECT_LIMIT)
              .followRedirects(HttpClient.Redirect.NEVER)
              .build();
      client = open;
    }
    return open;
  }
}
