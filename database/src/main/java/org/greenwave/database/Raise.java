package org.greenwave.database;

/** What came of raising a role's fence for a new host. */
public sealed interface Raise {
  /** One sentence for the log, the history and people. */
  String sentence();

  /** The database holds this fence now; nothing commits under a lower one any more. */
  record Raised(FenceRow row) implements Raise {
    @Override
    public String sentence() {
      return "The database holds fence %d for %s.".formatted(row.fence(), row.server());
    }
  }

  /** The same, and the row belonged to a Directory that this one succeeds until then. */
  record TakenOver(FenceRow row, FenceRow before) implements Raise {
    @Override
    public String sentence() {
      return ("The database holds fence %d for %s; it was taken over from the predecessor of this"
              + " system (Directory %s, fence %d for %s).")
          .formatted(
              row.fence(), row.server(), before.directory(), before.fence(), before.server());
    }
  }

  /** The fence is as high already, for another host, or higher. The next grant goes above it. */
  record HigherFence(long offered, FenceRow held) implements Raise {
    @Override
    public String sentence() {
      return "The database holds fence %d for %s, so fence %d is refused; grant a higher one."
          .formatted(held.fence(), held.server(), offered);
    }
  }

  /** The database serves another Directory, which may be using it. It is not taken unasked. */
  record OtherDirectory(FenceRow held) implements Raise {
    @Override
    public String sentence() {
      return ("The role's database belongs to another system (Directory %s, host %s); use another"
              + " database, or, if that system was recovered or restored from this one, let"
              + " this server join it anew. If that one is given up for good, restore or"
              + " recover this one once more, with --also-succeeds.")
          .formatted(held.directory(), held.server());
    }
  }

  /** The fence was raised before the database was replaced, restored or promoted. */
  record OtherHistory(FenceRow held) implements Raise {
    @Override
    public String sentence() {
      return ("The database has been replaced, restored or promoted since fence %d was raised"
              + " (%s); grant a higher one.")
          .formatted(held.fence(), held.whereabouts());
    }
  }

  /** It could not be done in time. What the database holds is not known. */
  record Failed(Trouble trouble) implements Raise {
    @Override
    public String sentence() {
      return trouble.sentence();
    }
  }
}
