package org.greenwave.simulator.field;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
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
  private final OutputStream out;
  private final StringBuilder lines = new StringBuilder();

  private Journal(OutputStream out) {
    this.out = out;
  }

  /** Opens a journal to append to; a line torn by a crash is completed as a line of its own. */
  static Journal append(Path file) throws IOException {
    boolean torn = endsInMidLine(file);
    Journal journal =
        new Journal(
            Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND));
    journal.lines.append(torn ? "\n" : "");
    journal.lines.append(Files.size(file) == 0 ? JournalRecord.HEADER + '\n' : "");
    return journal;
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

  synchronized void add(TssUnit unit, Period period) {
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
      lines.append(line.line()).append('\n');
    }
  }

  synchronized void flush() throws IOException {
    try {
      out.write(lines.toString().getBytes(StandardCharsets.US_ASCII));
      lines.setLength(0);
    } catch (IOException failed) {
      throw new IOException(
          "its journal cannot be written (%s), and a record with holes would prove nothing."
              .formatted(failed.getMessage()),
          failed);
    }
  }

  @Override
  public synchronized void close() throws IOException {
    try (out) {
      flush();
    }
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
