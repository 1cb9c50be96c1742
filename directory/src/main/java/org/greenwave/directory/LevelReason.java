package org.greenwave.directory;

/** Why the Directory's level rises, or stays what it is. */
public sealed interface LevelReason extends Reason {
  /** From now on nobody can go back. */
  record EveryServerSpeaks(int level) implements LevelReason {
    @Override
    public String sentence() {
      return ("The Directory rises to level %d, which every server speaks; versions that do not"
              + " cannot be started any more.")
          .formatted(level);
    }
  }

  /** No server knows a higher one. */
  record NewestSpoken(int level) implements LevelReason {
    @Override
    public String sentence() {
      return "The Directory is at level %d; no server speaks a higher one.".formatted(level);
    }
  }

  /** A server has not been upgraded yet. */
  record ServerTooOld(String server, String release, int level) implements LevelReason {
    @Override
    public String sentence() {
      return ("The Directory does not rise to level %d yet, as %s has version %s, which does not"
              + " speak it: upgrade %s.")
          .formatted(level, server, release, server);
    }
  }

  /** What it will be when it comes back, nobody knows. */
  record ServerAbsent(String server, int level) implements LevelReason {
    @Override
    public String sentence() {
      return ("The Directory does not rise to level %d yet, as %s is not heard from: start it with"
              + " the new version, or remove it.")
          .formatted(level, server);
    }
  }

  /** Whoever ends the last maintenance of an upgrade says that it is well. */
  record ServerInMaintenance(String server, int level) implements LevelReason {
    @Override
    public String sentence() {
      return ("The Directory does not rise to level %d yet, as %s is in maintenance: end that once"
              + " the new version works well; from then on there is no way back.")
          .formatted(level, server);
    }
  }

  /** Whoever sees that the new version is no good can still take a server back. */
  record ServersSettling(int level, long remainingMillis) implements LevelReason {
    @Override
    public String sentence() {
      return ("Every server speaks level %d; the Directory rises to it when all have been up for"
              + " another %.1f s.")
          .formatted(level, remainingMillis / 1000.0);
    }
  }
}
