package org.greenwave.server.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.greenwave.directory.hosting.Backoff;

/**
 * A note on disk that a role is being made ready. It stays behind when the server's process ends
 * meanwhile, so that a role that ends it each time does not keep it from ever running (rule 8).
 */
final class ReadyingNote {
  private static final Backoff BACKOFF = new Backoff(20_000, 320_000);
  private static final int ALLOWED = 2;

  private final Path file;

  ReadyingNote(Path file) {
    this.file = file;
  }

  /** How often in a row the process has ended while this version of the role was made ready. */
  int endings(long roleVersion) {
    try {
      String[] words = Files.readString(file).split(" ", 2);
      return words.length == 2 && words[0].equals(Long.toString(roleVersion))
          ? Integer.parseInt(words[1].strip())
          : 0;
    } catch (IOException | NumberFormatException _) {
      return 0;
    }
  }

  /** For how long after the server's start the role is left alone. */
  static Duration pause(int endings) {
    return endings < ALLOWED ? Duration.ZERO : Duration.ofMillis(BACKOFF.millis(endings - ALLOWED));
  }

  /** Notes that something is about to be done that may end the process. */
  void begin(long roleVersion) {
    write(roleVersion, endings(roleVersion) + 1);
  }

  /** It has not; what is waited for now does not end it. */
  void rest(long roleVersion) {
    write(roleVersion, endings(roleVersion) - 1);
  }

  private void write(long roleVersion, int endings) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Files.writeString(file, roleVersion + " " + Math.max(0, endings));
    } catch (IOException _) {
      // A disk that takes no note is no reason to do without the role.
    }
  }

  /** The role is ready, or has failed in order. */
  void done() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException _) {
      // At worst the role is left alone for a while after the next start.
    }
  }
}
