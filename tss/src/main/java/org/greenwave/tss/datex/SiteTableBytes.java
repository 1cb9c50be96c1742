package org.greenwave.tss.datex;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/**
 * A site table as bytes, to be kept in the role database so that another host can resolve data
 * without importing the table again. Some 600 kB for a national table. A reader that does not know
 * the format number reads nothing.
 */
final class SiteTableBytes {
  private static final int FORMAT = 0x44583201;
  private static final int MOST = 4_000_000;

  private SiteTableBytes() {}

  static byte[] encode(SiteTable table) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(1 << 20);
    Deflater fast = new Deflater(Deflater.BEST_SPEED);
    try (DataOutputStream out =
        new DataOutputStream(new DeflaterOutputStream(bytes, fast, 1 << 16))) {
      out.writeInt(FORMAT);
      out.writeUTF(table.id());
      out.writeUTF(table.version());
      writeCounts(out, table.counts());
      writeColumns(out, table.columns());
    } finally {
      fast.end();
    }
    return bytes.toByteArray();
  }

  /**
   * Reads a table back.
   *
   * @throws IOException when the bytes are no table, or of another format
   */
  static SiteTable decode(byte[] bytes) throws IOException {
    InflaterInputStream inflated =
        new InflaterInputStream(
            new ByteArrayInputStream(bytes), new java.util.zip.Inflater(), 1 << 16);
    try (DataInputStream in = new DataInputStream(inflated)) {
      if (in.readInt() != FORMAT) {
        throw new IOException("The kept site table has another format.");
      }
      String id = in.readUTF();
      String version = in.readUTF();
      SiteCounts counts = readCounts(in);
      SiteTable.Columns columns = readColumns(in);
      Map<String, Integer> numbers = new HashMap<>();
      for (String site : columns.sites()) {
        numbers.put(site, numbers.size());
      }
      return new SiteTable(id, version, counts, columns, Map.copyOf(numbers));
    }
  }

  private static void writeCounts(DataOutputStream out, SiteCounts counts) throws IOException {
    out.writeInt(counts.sites());
    out.writeInt(counts.pointSites());
    out.writeInt(counts.sensorSites());
    out.writeInt(counts.lanes());
    out.writeInt(counts.characteristics());
    out.writeInt(counts.duplicateSites());
    out.writeInt(counts.duplicateIndexes());
    out.writeInt(counts.unreadable());
  }

  private static SiteCounts readCounts(DataInputStream in) throws IOException {
    return new SiteCounts(
        in.readInt(),
        in.readInt(),
        in.readInt(),
        in.readInt(),
        in.readInt(),
        in.readInt(),
        in.readInt(),
        in.readInt());
  }

  private static void writeColumns(DataOutputStream out, SiteTable.Columns columns)
      throws IOException {
    writeWords(out, columns.sites());
    writeWords(out, columns.versions());
    writeWords(out, columns.classNames());
    for (int site = 0; site < columns.sites().size(); site++) {
      out.writeDouble(columns.latitudes()[site]);
      out.writeDouble(columns.longitudes()[site]);
    }
    writeInts(out, columns.specStart());
    out.writeInt(columns.specs().length);
    for (long spec : columns.specs()) {
      out.writeLong(spec);
    }
    writeInts(out, columns.zoneStart());
    out.writeInt(columns.lanes().length);
    out.write(columns.lanes());
    writeInts(out, columns.periods());
    writeInts(out, columns.classStart());
    out.writeInt(columns.classes().length);
    for (short vehicleClass : columns.classes()) {
      out.writeShort(vehicleClass);
    }
  }

  private static SiteTable.Columns readColumns(DataInputStream in) throws IOException {
    List<String> sites = readWords(in);
    List<String> versions = readWords(in);
    List<String> classNames = readWords(in);
    double[] latitudes = new double[sites.size()];
    double[] longitudes = new double[sites.size()];
    for (int site = 0; site < latitudes.length; site++) {
      latitudes[site] = in.readDouble();
      longitudes[site] = in.readDouble();
    }
    int[] specStart = readInts(in);
    long[] specs = new long[length(in)];
    for (int at = 0; at < specs.length; at++) {
      specs[at] = in.readLong();
    }
    int[] zoneStart = readInts(in);
    byte[] lanes = new byte[length(in)];
    in.readFully(lanes);
    int[] periods = readInts(in);
    int[] classStart = readInts(in);
    short[] classes = new short[length(in)];
    for (int at = 0; at < classes.length; at++) {
      classes[at] = in.readShort();
    }
    return new SiteTable.Columns(
        sites,
        versions,
        latitudes,
        longitudes,
        specStart,
        specs,
        zoneStart,
        lanes,
        periods,
        classStart,
        classes,
        classNames);
  }

  private static void writeWords(DataOutputStream out, List<String> words) throws IOException {
    out.writeInt(words.size());
    for (String word : words) {
      out.writeUTF(word);
    }
  }

  private static List<String> readWords(DataInputStream in) throws IOException {
    int count = length(in);
    List<String> words = new ArrayList<>(count);
    Map<String, String> same = new HashMap<>();
    for (int at = 0; at < count; at++) {
      words.add(same.computeIfAbsent(in.readUTF(), word -> word));
    }
    return List.copyOf(words);
  }

  private static void writeInts(DataOutputStream out, int[] numbers) throws IOException {
    out.writeInt(numbers.length);
    for (int number : numbers) {
      out.writeInt(number);
    }
  }

  private static int[] readInts(DataInputStream in) throws IOException {
    int[] numbers = new int[length(in)];
    for (int at = 0; at < numbers.length; at++) {
      numbers[at] = in.readInt();
    }
    return numbers;
  }

  private static int length(DataInputStream in) throws IOException {
    int length = in.readInt();
    if (length < 0 || length > MOST) {
      throw new IOException("The kept site table is damaged.");
    }
    return length;
  }
}
