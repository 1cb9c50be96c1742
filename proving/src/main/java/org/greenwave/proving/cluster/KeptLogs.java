package org.greenwave.proving.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/** The logs of a cluster, for when the rest of it has been deleted. */
final class KeptLogs {
  private KeptLogs() {}

  /** Copies all logs of a folder, over those of an earlier cluster. */
  static void copy(Path from, Path to) throws IOException {
    Files.createDirectories(to);
    try (Stream<Path> files = Files.list(from)) {
      List<Path> logs = files.filter(file -> file.toString().endsWith(".log")).toList();
      for (Path log : logs) {
        Files.copy(log, to.resolve(log.getFileName()), StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }
}
