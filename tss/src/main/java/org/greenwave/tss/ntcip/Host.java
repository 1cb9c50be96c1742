package org.greenwave.tss.ntcip;

import java.util.Optional;
import java.util.function.Consumer;
import org.greenwave.sensors.Sample;
import org.greenwave.tss.store.Registered;
import org.greenwave.tss.store.Submission;
import org.greenwave.tss.store.UnitSpec;

/** What a running device is given by its source. */
interface Host {
  /** Runs something later, unless the source has been stopped by then. */
  void later(Runnable task, long delayMillis);

  /** Takes samples in to be stored; false when there is no room now. */
  boolean submit(Submission submission);

  /** Registers a unit behind the scenes and answers when that is committed. */
  void register(UnitSpec unit, Consumer<Registered> then);

  /** The last sample that is stored of a zone. */
  Optional<Sample> last(int zone);

  /** The clock that all hosts share. */
  long nowMillis();
}
