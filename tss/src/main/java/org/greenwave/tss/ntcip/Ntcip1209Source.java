package org.greenwave.tss.ntcip;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.greenwave.role.FencedException;
import org.greenwave.sensors.Sample;
import org.greenwave.tss.ntcip.Ntcip1209Settings.Place;
import org.greenwave.tss.ntcip.Ntcip1209Settings.UnitSetting;
import org.greenwave.tss.ready.Spare;
import org.greenwave.tss.ready.WaitingTimer;
import org.greenwave.tss.source.Intake;
import org.greenwave.tss.source.Source;
import org.greenwave.tss.source.SourceContext;
import org.greenwave.tss.source.SourceStatus;
import org.greenwave.tss.source.SourceStatus.Level;
import org.greenwave.tss.store.Registered;
import org.greenwave.tss.store.Submission;
import org.greenwave.tss.store.UnitSpec;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.snmp4j.CommunityTarget;
import org.snmp4j.Target;
import org.snmp4j.mp.SnmpConstants;
import org.snmp4j.smi.OctetString;
import org.snmp4j.smi.UdpAddress;
import tools.jackson.databind.node.ObjectNode;

/** All units of one source: opens the socket, starts and stops devices, follows the settings. */
final class Ntcip1209Source implements Source {
  private static final long SWEEP_MILLIS = 1000;
  private static final Logger LOG = LoggerFactory.getLogger(Ntcip1209Source.class);

  private final String id;
  private final SourceContext context;
  private final Spare<ScheduledExecutorService> timers;
  private final Map<String, Device> devices = new LinkedHashMap<>();
  private volatile List<Device> shown = List.of();
  private Ntcip1209Settings settings;
  private @Nullable SnmpLink link;
  private @Nullable Run run;

  Ntcip1209Source(String id, Ntcip1209Settings settings, SourceContext context) {
    this.id = id;
    this.settings = settings;
    this.context = context;
    timers = WaitingTimer.spare(1, Thread.ofPlatform().daemon().name("poll " + id).factory());
  }

  @Override
  public void warm() throws Exception {
    timers.refill();
    if (link == null) {
      SnmpLink opened = new SnmpLink();
      link = opened;
      LOG.debug("Rehearsed {} steps.", PollRehearsal.run(opened));
      settings.units().forEach(unit -> devices.put(unit.name(), device(opened, unit)));
      shown = List.copyOf(devices.values());
    }
  }

  private Device device(SnmpLink opened, UnitSetting unit) {
    Place place = unit.place();
    Target<UdpAddress> target =
        new CommunityTarget<>(
            new UdpAddress(place.host(), place.port()), new OctetString(settings.community()));
    target.setVersion(
        settings.version().equals("1") ? SnmpConstants.version1 : SnmpConstants.version2c);
    target.setTimeout(settings.timeoutMillis());
    target.setRetries(settings.retries());
    return new Device(unit, target, opened);
  }

  @Override
  public void start(Intake intake) {
    Run started = new Run(intake);
    run = started;
    Map<String, Registered> known = context.catalogue().of(id);
    started.announce(known);
    devices.forEach((name, device) -> device.start(started, known.get(name)));
  }

  @Override
  public void update(ObjectNode changed) throws Exception {
    Ntcip1209Settings before = settings;
    settings = Ntcip1209Settings.read(changed, new ArrayList<>());
    if (link == null || settings.equals(before)) {
      return;
    }
    boolean all = !settings.talksLike(before);
    Map<String, UnitSetting> wanted = new LinkedHashMap<>();
    settings.units().forEach(unit -> wanted.put(unit.name(), unit));
    for (Device device : List.copyOf(devices.values())) {
      if (all || !device.setting().equals(wanted.get(device.setting().name()))) {
        device.stop();
        devices.remove(device.setting().name());
      }
    }
    addMissing(link, wanted);
  }

  private void addMissing(SnmpLink opened, Map<String, UnitSetting> wanted) {
    Map<String, Registered> known = context.catalogue().of(id);
    if (run != null) {
      run.announce(known);
    }
    for (UnitSetting unit : wanted.values()) {
      if (!devices.containsKey(unit.name())) {
        Device device = device(opened, unit);
        devices.put(unit.name(), device);
        if (run != null) {
          device.start(run, known.get(unit.name()));
        }
      }
    }
    shown = List.copyOf(devices.values());
  }

  @Override
  public void stop() {
    if (run != null) {
      devices.values().forEach(Device::stop);
      run.close();
      run = null;
      timers.refillBeside();
    }
  }

  @Override
  public SourceStatus status() {
    List<SourceStatus> all = shown.stream().map(Device::status).toList();
    long silent = all.stream().filter(status -> status.level() == Level.ERROR).count();
    if (silent == 0) {
      return new SourceStatus(Level.OK, "All %d units answer.".formatted(all.size()));
    }
    Level level = silent == all.size() ? Level.ERROR : Level.WARNING;
    String first =
        all.stream()
            .filter(status -> status.level() == Level.ERROR)
            .map(SourceStatus::sentence)
            .findFirst()
            .orElse("");
    return new SourceStatus(
        level,
        "%d of %d units do not answer as they should. %s".formatted(silent, all.size(), first));
  }

  @Override
  public Optional<SourceStatus> unitStatus(String unit) {
    return shown.stream()
        .filter(device -> device.setting().name().equals(unit))
        .map(Device::status)
        .findFirst();
  }

  @Override
  public void close() {
    stop();
    timers.close();
    if (link != null) {
      link.close();
      link = null;
    }
  }

  /** One time from start to stop: its timer, its registrar, its intake. */
  private final class Run implements Host, AutoCloseable {
    private final Intake intake;
    private final Registrar registrar;
    private final ScheduledExecutorService timer;
    private volatile String refusal = "";

    Run(Intake intake) {
      this.intake = intake;
      this.registrar = new Registrar(id, intake);
      this.timer = timers.take();
      timer.scheduleWithFixedDelay(
          () -> guarded(() -> shown.forEach(Device::sweep)),
          SWEEP_MILLIS,
          SWEEP_MILLIS,
          TimeUnit.MILLISECONDS);
    }

    /**
     * Makes units known that never answered yet, and retires those no longer configured. Comes
     * before any device is asked: of two wishes for one unit the later counts, and this one knows
     * no zones.
     */
    void announce(Map<String, Registered> known) {
      List<UnitSetting> units = settings.units();
      for (UnitSetting unit : units) {
        UnitSpec spec = Discovery.spec(unit, List.of());
        Registered had = known.get(unit.name());
        if (had == null || !spec.equals(asSpec(had))) {
          register(spec, registered -> LOG.debug("Unit {} is known.", unit.name()));
        }
      }
      List<String> names = units.stream().map(UnitSetting::name).toList();
      if (!names.containsAll(known.keySet())) {
        retire(names);
      }
    }

    private void retire(List<String> names) {
      Thread.ofVirtual()
          .start(() -> {
            try {
              intake.retireOthers(id, names);
            } catch (SQLException | FencedException e) {
              LOG.info("Units of {} that are gone stay in the list for now.", id, e);
            }
          });
    }

    private UnitSpec asSpec(Registered known) {
      return new UnitSpec(
          known.unit().kind(),
          known.unit().name(),
          known.unit().address(),
          known.unit().latitude(),
          known.unit().longitude(),
          List.of());
    }

    @Override
    public void later(Runnable task, long delayMillis) {
      try {
        timer.schedule(() -> guarded(task), delayMillis, TimeUnit.MILLISECONDS);
      } catch (RejectedExecutionException e) {
        LOG.trace("Stopped before a task was due.");
      }
    }

    private void guarded(Runnable task) {
      try {
        task.run();
      } catch (RuntimeException | Error e) {
        LOG.error("A task of source {} broke off.", id, e);
      }
    }

    @Override
    public boolean submit(Submission submission) {
      Optional<CompletableFuture<Integer>> taken = intake.submit(submission);
      if (taken.isPresent() && taken.get().isCompletedExceptionally()) {
        tellOnce(String.valueOf(taken.get().exceptionNow().getMessage()));
        return false;
      }
      return taken.isPresent();
    }

    private void tellOnce(String why) {
      if (!why.equals(refusal)) {
        LOG.warn("Source {}: samples were refused, and are offered again: {}", id, why);
      }
      refusal = why;
    }

    @Override
    public void register(UnitSpec unit, Consumer<Registered> then) {
      registrar.register(unit, then);
    }

    @Override
    public Optional<Sample> last(int zone) {
      return context.catalogue().current(zone);
    }

    @Override
    public long nowMillis() {
      return context.clock().millis();
    }

    @Override
    public void close() {
      timer.shutdownNow();
      registrar.close();
    }
  }
}
