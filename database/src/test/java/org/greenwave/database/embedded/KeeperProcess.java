package org.greenwave.database.embedded;

import java.io.IOException;
import java.nio.file.Path;

/** The process that a test of the keeper starts, kills and reads. */
final class KeeperProcess {
  private KeeperProcess() {}

  /** Keeps the folder given first; ends with its parent if the second word is true. */
  public static void main(String[] words) throws IOException {
    EmbeddedSettings settings = EmbeddedSettings.at(Path.of(words[0]));
    if (words.length > 2) {
      settings = settings.withCache(Path.of(words[2]));
    }
    DatabaseKeeper.run(
        new KeeperSettings(settings, Boolean.parseBoolean(words[1])), System.out::println);
  }
}
