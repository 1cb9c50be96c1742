package org.greenwave.tss;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.greenwave.sensors.Unit;
import org.greenwave.tss.TssSettings.SourceSettings;
import org.greenwave.tss.source.Intake;
import org.greenwave.tss.source.Source;
import org.greenwave.tss.source.SourceContext;
import org.greenwave.tss.source.SourceStatus;
import org.greenwave.tss.source.SourceStatus.Level;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The role's data sources, following the settings: only what changed is disturbed. A source that
 * cannot be opened, changed or started is shown with the reason, holds up no other, and is tried
 * again by {@link #retry}.
 */
final class Sources implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Sources.class);

  private record Open(SourceSettings settings, Opened opened) {}

  private sealed interface Opened {}

  private record Works(Source source) implements Opened {}

  private record Failed(SourceStatus status) implements Opened {}

  private final SourceContext context;
  private volatile Map<String, Open> open = Map.of();
  private @Nullable Intake intake;

  Sources(SourceContext context) {
    this.context = context;
  }

  /** Opens, updates and closes sources until they are as they are set; running ones go on. */
  synchronized void apply(Map<String, SourceSettings> wanted) {
    Map<String, Open> next = new LinkedHashMap<>();
    open.forEach((id, had) -> {
      SourceSettings now = wanted.get(id);
      if (now == null || now.kind() != had.settings().kind()) {
        close(id, had.opened());
      } else {
        next.put(id, had);
      }
    });
    open = Map.copyOf(next);
    Map<String, Open> all = new LinkedHashMap<>();
    wanted.forEach((id, settings) -> {
      Open now = new Open(settings, opened(id, settings, next.get(id)));
      next.put(id, now);
      all.put(id, now);
      open = new LinkedHashMap<>(next);
    });
    open = all;
  }

  /**
   * Tries again what could not be opened, as a port or a file may be free by now. Others are not
   * held up by what that takes, least of all an activation.
   */
  void retry() {
    open.forEach((id, had) -> {
      if (had.opened() instanceof Failed) {
        settle(id, had, warmed(id, had.settings()));
      }
    });
  }

  /** What was opened takes its place, unless the source has been changed meanwhile. */
  private synchronized void settle(String id, Open had, Opened now) {
    if (!had.equals(open.get(id))) {
      close(id, now);
      return;
    }
    Map<String, Open> next = new LinkedHashMap<>(open);
    next.put(id, new Open(had.settings(), intake == null ? now : started(id, now, intake)));
    open = next;
  }

  private Opened opened(String id, SourceSettings wanted, @Nullable Open had) {
    if (had == null || !(had.opened() instanceof Works(Source source))) {
      return opened(id, wanted);
    }
    try {
      if (!had.settings().fields().equals(wanted.fields())) {
        source.update(wanted.fields());
      }
      return had.opened();
    } catch (Exception halfway) {
      LOG.warn("Source {} did not take its new settings; it is opened anew.", id, halfway);
      close(id, had.opened());
      return opened(id, wanted);
    }
  }

  private Opened opened(String id, SourceSettings wanted) {
    Opened warmed = warmed(id, wanted);
    return intake == null ? warmed : started(id, warmed, intake);
  }

  private Opened warmed(String id, SourceSettings wanted) {
    Source source;
    try {
      source = wanted.kind().open(id, wanted.fields(), context);
    } catch (RuntimeException cannot) {
      return failed(id, cannot);
    }
    try {
      source.warm();
      return new Works(source);
    } catch (Exception cannot) {
      close(id, new Works(source));
      return failed(id, cannot);
    }
  }

  private static Failed failed(String id, Throwable why) {
    LOG.warn("Source {} cannot be opened; it is tried again.", id, why);
    return new Failed(
        new SourceStatus(
            Level.ERROR,
            "The source %s cannot be opened: %s. It is tried again; see to what it needs."
                .formatted(id, why.getMessage() == null ? why : why.getMessage())));
  }

  private static void close(String id, Opened opened) {
    try {
      if (opened instanceof Works(Source source)) {
        source.close();
      }
    } catch (RuntimeException e) {
      LOG.warn("Source {} did not close well.", id, e);
    }
  }

  /** Side by side, as no source's first sample should wait for another source; all have begun. */
  synchronized void start(Intake given) {
    intake = given;
    Map<String, CompletableFuture<Opened>> begun = new LinkedHashMap<>();
    try (ExecutorService starts = Executors.newVirtualThreadPerTaskExecutor()) {
      open.forEach((id, one) ->
          begun.put(
              id, CompletableFuture.supplyAsync(() -> started(id, one.opened(), given), starts)));
    }
    Map<String, Open> next = new LinkedHashMap<>(open);
    begun.forEach((id, opened) ->
        next.computeIfPresent(id, (_, one) -> new Open(one.settings(), opened.join())));
    open = next;
  }

  private static Opened started(String id, Opened opened, Intake given) {
    try {
      if (opened instanceof Works(Source source)) {
        source.start(given);
      }
      return opened;
    } catch (RuntimeException cannot) {
      close(id, opened);
      return failed(id, cannot);
    }
  }

  /** Stops those that run, for whom they run no matter. */
  synchronized void stop() {
    if (intake != null) {
      stop(intake);
    }
  }

  /** Stops them unless they run for somebody else by now. */
  synchronized void stop(Intake given) {
    if (intake == given) {
      intake = null;
      open.forEach((id, one) -> stop(id, one.opened()));
    }
  }

  private static void stop(String id, Opened opened) {
    try {
      if (opened instanceof Works(Source source)) {
        source.stop();
      }
    } catch (RuntimeException e) {
      LOG.warn("Source {} did not stop well.", id, e);
    }
  }

  Map<String, RoleAnswers.NamedStatus> statuses() {
    Map<String, RoleAnswers.NamedStatus> statuses = new LinkedHashMap<>();
    open.forEach((id, one) -> {
      String kind = one.settings().kind().kind();
      statuses.put(
          id,
          switch (one.opened()) {
            case Works(Source source) -> new RoleAnswers.NamedStatus(kind, source.status());
            case Failed(SourceStatus status) -> new RoleAnswers.NamedStatus(kind, status);
          });
    });
    return statuses;
  }

  Optional<SourceStatus> unitStatus(Unit unit) {
    Open one = open.get(unit.source());
    return one != null && one.opened() instanceof Works(Source source)
        ? source.unitStatus(unit.name())
        : Optional.empty();
  }

  @Override
  public synchronized void close() {
    stop();
    open.forEach((id, one) -> close(id, one.opened()));
    open = Map.of();
  }
}
