package org.greenwave.simulator.field;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.stream.Stream;
import org.greenwave.simulator.field.device.Period;
import org.greenwave.simulator.field.device.Retrieval;
import org.greenwave.simulator.field.device.TssUnit;

/**
 * The field's own record of every completed period of every zone, appended to a file of
 * comma-separated lines. What is not flushed is lost when the process is killed.
 */
public final class Journal implements AutoCloseable {
  private final BufferedWriter out;

  private Journal(BufferedWriter out) {
    this.out = out;
  }

  /** Opens a journal to append to; a line torn by a crash is completed as a line of its own. */
  static Journal append(Path file) throws IOException {
    boolean torn = endsInMidLine(file);
    BufferedWriter out =
        Files.newBufferedWriter(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    if (torn) {
      out.newLine();
    }
    if (Files.size(file) == 0) {
      out.write(JournalRecord.HEADER);
      out.newLine();
    }
    return new Journal(out);
  }

  /**
   * The records of a journal in the order in which they were written, read as they are asked for;
   * the stream is to be closed. Lines torn by a crash, or just being written, are left out.
   */
  public static Stream<JournalRecord> read(Path file) throws IOException {
    BufferedReader in = Files.newBufferedReader(file, StandardCharsets.US_ASCII);
    return in.lines()
        .filter(Journal::isWhole)
        .map(JournalRecord::parse)
        .onClose(() -> closeReader(in));
  }

  void add(TssUnit unit, Period period) throws IOException {
    Retrieval retrieval = unit.retrieval(period);
    for (int zone = 1; zone <= period.readings().size(); zone++) {
      JournalRecord line =
          new JournalRecord(
              unit.station().name(),
              zone,
              unit.epochMillis(),
              period.sequence(),
              period.endMillis(),
              period.readings().get(zone - 1),
              retrieval);
      out.write(line.line());
      out.newLine();
    }
  }

  void flush() throws IOException {
    out.flush();
  }

  @Override
  public void close() throws IOException {
    out.close();
  }

  private static void closeReader(BufferedReader in) {
    try {
      in.close();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private static boolean isWhole(String line) {
    for (Retrieval retrieval : Retrieval.values()) {
      if (line.endsWith("," + retrieval)) {
        return true;
      }
    }
    return false;
  }

  private static boolean endsInMidLine(Path file) throws IOException {
    if (!Files.exists(file) || Files.size(file) == 0) {
      return false;
    }
    try (RandomAccessFile last = new RandomAccessFile(file.toFile(), "r")) {
      last.seek(last.length() - 1);
      return last.read() != '\n';
    }
  }
}
