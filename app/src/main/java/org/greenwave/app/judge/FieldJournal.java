package org.greenwave.app.judge;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Reads the journal that the simulated field keeps: lines of {@code
 * unit,zone,epochMillis,sequence,periodEndMillis,volume,occupancy,speed,status,readable}. Read from
 * the file and not with the field's own code, so that a fault there cannot hide itself.
 */
public final class FieldJournal {
  private static final int FIELDS = 10;
  private static final int MISSING = 65_535;
  private static final List<String> READABLE = List.of("ALWAYS", "PARTLY", "NEVER");

  private FieldJournal() {}

  /** The periods that ended at or after a time; a line that is just being written is left out. */
  public static List<Served> read(Path file, long sinceMillis) throws IOException {
    try (Stream<String> lines = Files.lines(file)) {
      return lines
          .flatMap(line -> parse(line).stream())
          .filter(one -> one.endMillis() >= sinceMillis)
          .toList();
    }
  }

  private static Optional<Served> parse(String line) {
    String[] fields = line.split(",", -1);
    if (fields.length != FIELDS || !READABLE.contains(fields[9])) {
      return Optional.empty();
    }
    return Optional.of(
        new Served(
            new ZoneName(fields[0], Integer.parseInt(fields[1])),
            Long.parseLong(fields[2]),
            Integer.parseInt(fields[3]),
            Long.parseLong(fields[4]),
            new Measured(value(fields[5]), value(fields[6]), value(fields[7])),
            fields[9].equals("ALWAYS")));
  }

  private static int value(String field) {
    int value = Integer.parseInt(field);
    return value == MISSING ? Measured.NONE : value;
  }
}
