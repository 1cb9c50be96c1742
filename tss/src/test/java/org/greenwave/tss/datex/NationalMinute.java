package org.greenwave.tss.datex;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** The files of one real national minute, where somebody has laid them. */
record NationalMinute(Path sites, Path data) {
  /** Looks in the folder that the property greenwave.data names, else beside the project. */
  static Optional<NationalMinute> find() {
    String named = System.getProperty("greenwave.data");
    return named == null ? beside(Path.of("").toAbsolutePath()) : in(Path.of(named));
  }

  /** The files, or a printed sentence that says why the test is skipped. */
  static Optional<NationalMinute> findOrSay() {
    Optional<NationalMinute> found = find();
    if (found.isEmpty()) {
      System.out.println(
          "Skipped: no national minute here. Set -Dgreenwave.data to a folder with ndw_2016.");
    }
    return found;
  }

  static InputStream open(Path file) throws IOException {
    return new BufferedInputStream(Files.newInputStream(file), 1 << 16);
  }

  private static Optional<NationalMinute> beside(Path folder) {
    for (Path at = folder; at != null; at = at.getParent()) {
      Path beside = at.resolveSibling("shared").resolve("data");
      Optional<NationalMinute> found =
          Files.exists(at.resolve("pom.xml")) ? in(beside) : Optional.empty();
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  private static Optional<NationalMinute> in(Path data) {
    Path folder = data.resolve("ndw_2016");
    Optional<Path> sites = named(folder, "measurement");
    Optional<Path> measured = named(folder, "traffic_speed");
    return sites.flatMap(table -> measured.map(minute -> new NationalMinute(table, minute)));
  }

  private static Optional<Path> named(Path folder, String start) {
    if (!Files.isDirectory(folder)) {
      return Optional.empty();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.getFileName().toString().startsWith(start)).findFirst();
    } catch (IOException unreadable) {
      return Optional.empty();
    }
  }
}
