package org.greenwave.tss;

import java.util.LinkedHashMap;
import java.util.List;
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
import org.jspecify.annotations.Nullable;

/** The role's data sources, following the settings: only what changed is disturbed. */
final class Sources implements AutoCloseable {
  private record Open(SourceSettings settings, Source source) {}

  private final SourceContext context;
  private volatile Map<String, Open> open = Map.of();
  private @Nullable Intake intake;

  Sources(SourceContext context) {
    this.context = context;
  }

  /** Opens, updates and closes sources until they are as they are set; running ones go on. */
  synchronized void apply(Map<String, SourceSettings> wanted) throws Exception {
    Map<String, Open> next = new LinkedHashMap<>();
    for (Map.Entry<String, Open> had : open.entrySet()) {
      SourceSettings now = wanted.get(had.getKey());
      if (now == null || now.kind() != had.getValue().settings().kind()) {
        had.getValue().source().close();
      } else {
        next.put(had.getKey(), had.getValue());
      }
    }
    open = Map.copyOf(next);
    for (Map.Entry<String, SourceSettings> entry : wanted.entrySet()) {
      next.put(entry.getKey(), apply(entry.getKey(), entry.getValue(), next.get(entry.getKey())));
      open = new LinkedHashMap<>(next);
    }
  }

  private Open apply(String id, SourceSettings wanted, @Nullable Open had) throws Exception {
    if (had != null) {
      if (!had.settings().fields().equals(wanted.fields())) {
        had.source().update(wanted.fields());
      }
      return new Open(wanted, had.source());
    }
    Source source = wanted.kind().open(id, wanted.fields(), context);
    source.warm();
    if (intake != null) {
      source.start(intake);
    }
    return new Open(wanted, source);
  }

  /** Side by side, as no source's first sample should wait for another source; all have begun. */
  synchronized void start(Intake given) {
    intake = given;
    try (ExecutorService starts = Executors.newVirtualThreadPerTaskExecutor()) {
      open.values().stream()
          .map(one -> CompletableFuture.runAsync(() -> one.source().start(given), starts))
          .toList()
          .forEach(CompletableFuture::join);
    }
  }

  synchronized void stop() {
    if (intake != null) {
      intake = null;
      open.values().forEach(one -> one.source().stop());
    }
  }

  Map<String, RoleAnswers.NamedStatus> statuses() {
    Map<String, RoleAnswers.NamedStatus> statuses = new LinkedHashMap<>();
    open.forEach((id, one) ->
        statuses.put(
            id, new RoleAnswers.NamedStatus(one.settings().kind().kind(), one.source().status())));
    return statuses;
  }

  Optional<SourceStatus> unitStatus(Unit unit) {
    Open one = open.get(unit.source());
    return one == null ? Optional.empty() : one.source().unitStatus(unit.name());
  }

  @Override
  public synchronized void close() {
    stop();
    List.copyOf(open.values()).forEach(one -> one.source().close());
    open = Map.of();
  }
}
