package org.greenwave.directory;

import java.util.Optional;

/**
 * The levels of the Directory that a build speaks. A level is a version of what servers write into
 * the log and tell each other: its kinds of entries, messages and fields. The Directory is at one
 * level at a time, and nothing of a higher one is written, so that any server may be taken back to
 * an older version for as long as one of that version is left.
 *
 * @param oldest the lowest level that the build can go on at
 * @param newest the highest one
 */
public record Levels(int oldest, int newest) {
  /** What builds spoke before there were levels. */
  public static final Levels FIRST = new Levels(1, 1);

  /** Of a build whose newest level this is: that one, and the one before it. */
  public static Levels upTo(int newest) {
    return new Levels(Math.max(1, newest - 1), newest);
  }

  /** Whether a server of the build can take part in a Directory of a level. */
  public boolean speak(int level) {
    return oldest <= level && level <= newest;
  }

  /** Why a build can do nothing with a folder whose Directory has a level; empty when it can. */
  public Optional<String> unreadable(int level, String release) {
    if (speak(level)) {
      return Optional.empty();
    }
    return Optional.of(
        level > newest
            ? ("This is version %s, which speaks level %d of the Directory at most, and the"
                    + " Directory of this folder is at level %d: all servers have been upgraded, so"
                    + " this one cannot go back. Install the version that the other servers have.")
                .formatted(release, newest, level)
            : ("This is version %s, which speaks no level of the Directory below %d, and the"
                    + " Directory of this folder is at level %d. Upgrade all servers to the version"
                    + " in between first.")
                .formatted(release, oldest, level));
  }
}
