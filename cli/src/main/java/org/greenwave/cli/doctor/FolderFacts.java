package org.greenwave.cli.doctor;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.greenwave.cli.api.Api;
import tools.jackson.core.JacksonException;

/** What a server's own folder tells: configuration, logs, sizes, and its process's threads. */
public final class FolderFacts {
  private static final int LONGEST_LOG_BYTES = 2_000_000;
  private static final int DEEPEST = 3;
  private static final String LOG_FILE = "log-file=";

  private final Path folder;
  private final Gathered gathered;

  private FolderFacts(Path folder, Gathered gathered) {
    this.folder = folder;
    this.gathered = gathered;
  }

  /** Gathers them; the files that hold passwords are only learned from. */
  public static void gather(Path folder, Gathered gathered) {
    FolderFacts facts = new FolderFacts(folder, gathered);
    facts.learn();
    facts.configuration();
    gathered.add("folder/sizes.txt", facts::sizes);
    Optional<Long> process = ServerProcess.of(folder.resolve("lock"));
    if (process.isPresent()) {
      gathered.add("folder/threads.txt", () -> ServerProcess.threads(process.get()));
    } else {
      gathered.miss(
          "No thread dump: no process holds %s, so the server does not run."
              .formatted(folder.resolve("lock")));
    }
  }

  private void learn() {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(it -> it.toString().endsWith(".json")).toList()) {
        gathered.secrets().learn(Api.JSON.readTree(Files.readAllBytes(file)));
      }
    } catch (IOException | JacksonException failure) {
      gathered.miss("Not every secret in %s could be learned: %s.".formatted(folder, why(failure)));
    }
  }

  private static String why(Exception failure) {
    return failure.getClass().getSimpleName() + " " + failure.getMessage();
  }

  private void configuration() {
    Path file = folder.resolve("last-start.conf");
    try {
      String text = Files.readString(file);
      gathered.secrets().learnLines(text);
      gathered.add("folder/last-start.conf", () -> text);
      text.lines()
          .filter(line -> line.startsWith(LOG_FILE) && line.length() > LOG_FILE.length())
          .findFirst()
          .ifPresentOrElse(
              line -> logs(Path.of(line.substring(LOG_FILE.length())).toAbsolutePath()),
              () ->
                  gathered.miss(
                      "No logs: the server writes none to a file; add what journalctl or its"
                          + " standard error says, or set log-file."));
    } catch (IOException failure) {
      gathered.miss(
          "No configuration and no logs: %s cannot be read (%s)."
              .formatted(file, failure.getClass().getSimpleName()));
    }
  }

  private void logs(Path newest) {
    Path beside = newest.resolveSibling(".");
    try (Stream<Path> files = Files.list(beside)) {
      String name = String.valueOf(newest.getFileName());
      List<Path> logs =
          files
              .filter(file -> String.valueOf(file.getFileName()).startsWith(name))
              .sorted()
              .toList();
      logs.forEach(log -> gathered.add("folder/logs/" + log.getFileName(), () -> end(log)));
    } catch (IOException failure) {
      gathered.miss("No logs: %s cannot be read (%s).".formatted(newest, why(failure)));
    }
  }

  /** The last lines of a log file. */
  private static String end(Path log) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
      long begin = Math.max(0, file.length() - LONGEST_LOG_BYTES);
      byte[] bytes = new byte[(int) (file.length() - begin)];
      file.seek(begin);
      file.readFully(bytes);
      return new String(bytes, StandardCharsets.UTF_8);
    }
  }

  private String sizes() throws IOException {
    try (Stream<Path> found = Files.walk(folder, DEEPEST)) {
      StringBuilder lines = new StringBuilder();
      for (Path path : found.sorted().toList()) {
        lines.append("%,15d %s\n".formatted(bytes(path), folder.relativize(path)));
      }
      return lines.toString();
    } catch (UncheckedIOException failure) {
      throw new IOException(failure.getMessage(), failure);
    }
  }

  /** What a file takes, or everything in a folder; files may vanish meanwhile. */
  private static long bytes(Path path) {
    try (Stream<Path> all = Files.walk(path)) {
      return all.mapToLong(file -> file.toFile().isFile() ? file.toFile().length() : 0).sum();
    } catch (IOException | UncheckedIOException _) {
      return 0;
    }
  }
}
