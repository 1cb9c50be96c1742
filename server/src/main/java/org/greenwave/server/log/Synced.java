package org.greenwave.server.log;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** What has to be on disk before anything builds upon it. */
public final class Synced {
  private Synced() {}

  /** Waits until a file, or what a folder lists, is on disk. */
  public static void sync(Path path) throws IOException {
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
