package org.greenwave.server.config;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.Properties;
import org.greenwave.directory.Levels;
import org.jspecify.annotations.Nullable;

/**
 * What was built, as the build has written it down. The first of these files on the class path
 * counts: a small one in front of the same code makes another build of it.
 *
 * @param release the version of this software
 * @param levels the levels of the Directory that it speaks
 */
public record Build(String release, Levels levels) {
  /** The name of the file. */
  public static final String FILE = "greenwave-build.properties";

  /** This software. */
  public static final Build THIS = read();

  private static Build read() {
    try (InputStream file = Build.class.getResourceAsStream("/" + FILE)) {
      Properties said = new Properties();
      said.load(there(file));
      return of(said);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  static Build of(Properties said) {
    String release = said.getProperty("release", "");
    String level = said.getProperty("level", "");
    if (!release.matches("[0-9]+\\.[0-9]+\\.[0-9]+") || !level.matches("[1-9][0-9]{0,5}")) {
      throw new IllegalStateException(
          FILE + " does not tell release and level; this is no sound build: " + said);
    }
    return new Build(release, Levels.upTo(Integer.parseInt(level)));
  }

  private static InputStream there(@Nullable InputStream file) throws IOException {
    return Optional.ofNullable(file)
        .orElseThrow(() -> new IOException(FILE + " is missing; this is no sound build"));
  }

  /** What it is, for people. */
  public String words() {
    return "greenwave %s (level %d of the Directory, and %d)"
        .formatted(release, levels.newest(), levels.oldest())
        .replace(", and %d)".formatted(levels.newest()), ")");
  }
}
