package org.greenwave.simulator.simulation.world;

import java.util.ArrayList;
import java.util.List;

/**
 * What outlives a machine's process. A crash of the process loses nothing that was written; a loss
 * of power takes what was not synced. What a server answers for, it has synced before.
 */
final class Disk {
  private static final long SAVED_EVERY = 50;

  private final List<Runnable> unsynced = new ArrayList<>();
  private long syncMillis;
  private long saved;
  private long savedBefore;
  long promisedTerm;

  /** How long a sync takes from now on. */
  void slow(long millis) {
    syncMillis = millis;
  }

  /** Writes and syncs, then goes on, unless the process has ended meanwhile. */
  void write(Incarnation writer, Runnable lasting, Runnable then) {
    if (syncMillis == 0) {
      lasting.run();
      then.run();
      return;
    }
    unsynced.add(lasting);
    writer.later(
        syncMillis,
        EventKind.SYNC,
        () -> {
          if (unsynced.remove(lasting)) {
            lasting.run();
            then.run();
          }
        });
  }

  /** The Directory is saved now and then; a server that starts begins with what was saved. */
  void applied(long index) {
    if (index >= saved + SAVED_EVERY) {
      savedBefore = saved;
      saved = index;
    }
  }

  void founded(long index) {
    saved = index;
    savedBefore = index;
  }

  long saved() {
    return saved;
  }

  /** The process has ended; the machine goes on and writes what it was given. */
  void crash() {
    List<Runnable> given = List.copyOf(unsynced);
    unsynced.clear();
    given.forEach(Runnable::run);
  }

  void losePower() {
    unsynced.clear();
    saved = savedBefore;
  }
}
