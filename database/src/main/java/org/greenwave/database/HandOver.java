package org.greenwave.database;

/** What came of the old host's last transaction, by which it hands its fence to the next host. */
public sealed interface HandOver {
  /** One sentence for the log, the history and people. */
  String sentence();

  /** The next host holds the fence; this one writes nothing any more. */
  record HandedOver(FenceRow row) implements HandOver {
    @Override
    public String sentence() {
      return "Fence %d has been handed to %s.".formatted(row.fence(), row.server());
    }
  }

  /** The database does not hold the fence that was to be handed over; nothing was changed. */
  record NotHeld(long offered, long held) implements HandOver {
    @Override
    public String sentence() {
      return "Fence %d cannot be handed over: the database holds %d.".formatted(offered, held);
    }
  }

  /** It could not be done in time. What the database holds is not known; read it. */
  record Failed(Trouble trouble) implements HandOver {
    @Override
    public String sentence() {
      return trouble.sentence();
    }
  }
}
