package org.greenwave.server.log;

import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.greenwave.directory.Directory;
import org.greenwave.directory.Levels;
import org.jspecify.annotations.Nullable;

/** The log has an entry that only newer versions can read; passing it over would be a lie. */
public final class UnreadableEntryException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int level;

  UnreadableEntryException(@Nullable Throwable cause) {
    super(
        "The Directory has an entry that this version cannot read; install the version that the"
            + " other servers have on this one.",
        cause);
    level = 0;
  }

  private UnreadableEntryException(int level, Levels spoken) {
    super(
        ("The Directory has come to level %d, and this version speaks levels %d to %d; install the"
                + " version that the other servers have on this one.")
            .formatted(level, spoken.oldest(), spoken.newest()));
    this.level = level;
  }

  /**
   * Lets only a Directory pass whose level is spoken.
   *
   * @throws UnreadableEntryException when it is not
   */
  public static void unlessSpoken(Directory directory, Levels spoken) {
    if (!spoken.speak(directory.level())) {
      throw new UnreadableEntryException(directory.level(), spoken);
    }
  }

  /** The one that a failure came from, if it came from one. */
  public static Optional<UnreadableEntryException> in(Throwable failure) {
    return Stream.<Throwable>iterate(failure, Objects::nonNull, Throwable::getCause)
        .filter(UnreadableEntryException.class::isInstance)
        .map(UnreadableEntryException.class::cast)
        .findFirst();
  }

  /** The Directory's level, if that was what could not be read; else 0. */
  public int level() {
    return level;
  }
}
