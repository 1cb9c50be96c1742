package org.greenwave.proving.harm;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.greenwave.proving.cluster.LocalCluster;

/**
 * Whether all threads of a server share its open files, but for the one that listens to watchers: a
 * thread with a table of its own takes other files for those that it means.
 */
public final class OpenFiles {
  private static final String ALONE = "death-listener";

  private OpenFiles() {}

  /** The threads of living servers that are strangers to their process, each in a sentence. */
  public static List<String> strangers(LocalCluster cluster) {
    return cluster.servers().stream()
        .filter(cluster::alive)
        .flatMap(server ->
            strangers(cluster.process(server).pid())
                .map(thread -> server + ": a thread has not the files of its process: " + thread))
        .toList();
  }

  private static Stream<String> strangers(long pid) {
    Path process = Path.of("/proc", String.valueOf(pid));
    long all = open(process);
    return listed(process.resolve("task")).stream()
        .filter(thread -> strange(open(thread), all))
        .map(OpenFiles::name)
        .filter(name -> !name.equals(ALONE) && !name.isEmpty());
  }

  /** A table of one's own begins empty, and never holds much. */
  private static boolean strange(long open, long all) {
    return open > 0 && open < all / 2;
  }

  private static long open(Path task) {
    return listed(task.resolve("fd")).size();
  }

  /** Nothing for what has ended meanwhile. */
  private static List<Path> listed(Path folder) {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.toList();
    } catch (IOException | UncheckedIOException ended) {
      return List.of();
    }
  }

  private static String name(Path thread) {
    try {
      return Files.readString(thread.resolve("comm")).strip();
    } catch (IOException ended) {
      return "";
    }
  }
}
