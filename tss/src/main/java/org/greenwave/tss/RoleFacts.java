package org.greenwave.tss;

import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.greenwave.sensors.Unit;
import org.greenwave.tss.source.SourceStatus;

/** What answers need to know of the running role. */
record RoleFacts(Sources running, Rate rate, Supplier<TssSettings> current)
    implements RoleAnswers.Facts {
  @Override
  public TssSettings settings() {
    return current.get();
  }

  @Override
  public Map<String, RoleAnswers.NamedStatus> sources() {
    return running.statuses();
  }

  @Override
  public Optional<SourceStatus> unitStatus(Unit unit) {
    return running.unitStatus(unit);
  }

  @Override
  public long samplesPerMinute() {
    return rate.lastMinute(System.nanoTime());
  }
}
