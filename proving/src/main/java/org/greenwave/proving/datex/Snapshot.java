package org.greenwave.proving.datex;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.greenwave.proving.Options;

/**
 * The Dutch national snapshot of 9 September 2016, one minute of all sites.
 *
 * @param sites the measurement site table
 * @param data the measured data
 */
record Snapshot(Path sites, Path data) {
  /** An independent count of the site table. */
  static final Map<String, Long> SITES = Map.of("sites", 28_085L, "pointSites", 17_363L);

  /** An independent count of the measured data. */
  static final Map<String, Long> DATA =
      Map.of(
          "sites", 16_975L,
          "joined", 16_975L,
          "zones", 33_096L,
          "values", 163_698L,
          "flows", 87_663L,
          "speeds", 74_762L,
          "speedsMissing", 15_404L,
          "statusValues", 1_273L,
          "dataErrors", 19_849L,
          "noInput", 42_846L);

  private static final String FOLDER = "ndw_2016";

  /** The files named by the options, or those of a folder of this name in or beside the project. */
  static Optional<Snapshot> find(Options options) throws IOException {
    Optional<String> sites = options.value("sites");
    Optional<String> data = options.value("data");
    if (sites.isPresent() && data.isPresent()) {
      return Optional.of(new Snapshot(Path.of(sites.get()), Path.of(data.get())));
    }
    String named = System.getenv("GREENWAVE_SNAPSHOT");
    Optional<Path> folder =
        named == null ? folder(Path.of("..").toRealPath()) : Optional.of(Path.of(named));
    return folder.flatMap(Snapshot::in);
  }

  private static Optional<Path> folder(Path above) throws IOException {
    try (Stream<Path> beside = Files.list(above)) {
      return beside
          .flatMap(it -> Stream.of(it.resolve(FOLDER), it.resolve("data").resolve(FOLDER)))
          .filter(Files::isDirectory)
          .findFirst();
    }
  }

  private static Optional<Snapshot> in(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      var names = files.filter(it -> it.toString().endsWith(".xml.gz")).toList();
      Optional<Path> sites = names.stream().filter(it -> named(it, "measurement")).findFirst();
      Optional<Path> data = names.stream().filter(it -> named(it, "traffic")).findFirst();
      return sites.flatMap(table -> data.map(values -> new Snapshot(table, values)));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static boolean named(Path file, String beginning) {
    return file.getFileName().toString().startsWith(beginning);
  }
}
