package org.greenwave.tss.store;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.greenwave.sensors.Reading;
import org.greenwave.sensors.Sample;

/**
 * Samples as PostgreSQL's binary COPY format (its manual, "COPY", section Binary Format). A
 * timestamp is microseconds since 2000-01-01; a null has length -1.
 */
final class CopyRows {
  static final String COPY =
      "copy sample (period_end, zone_id, period_seconds, volume, occupancy, speed, quality, epoch,"
          + " sequence, class_counts) from stdin (format binary)";
  private static final byte[] SIGNATURE =
      "PGCOPY\n\u00ff\r\n\0".getBytes(StandardCharsets.ISO_8859_1);
  private static final long MICROS_TO_2000 = 946_684_800_000_000L;
  private static final int FIXED_BYTES = 2 + 10 * 4 + 8 + 4 + 4 + 3 * 4 + 2 + 4 + 4;
  private static final int INT4 = 23;

  private CopyRows() {}

  /** The whole stream: header, a row for each sample, trailer. */
  static byte[] encode(List<Sample> samples) {
    int classes = samples.stream().mapToInt(sample -> sample.reading().classCounts().size()).sum();
    int perSample = FIXED_BYTES + 20;
    ByteBuffer out = ByteBuffer.allocate(32 + samples.size() * perSample + classes * 8);
    out.put(SIGNATURE).putInt(0).putInt(0);
    samples.forEach(sample -> put(out, sample));
    out.putShort((short) -1);
    return Arrays.copyOf(out.array(), out.position());
  }

  private static void put(ByteBuffer out, Sample sample) {
    Reading reading = sample.reading();
    out.putShort((short) 10);
    out.putInt(8).putLong(sample.periodEndMillis() * 1000 - MICROS_TO_2000);
    out.putInt(4).putInt(sample.zone());
    out.putInt(4).putInt(sample.periodSeconds());
    put(out, reading.volume());
    put(out, reading.occupancy());
    put(out, reading.speed());
    out.putInt(2).putShort((short) reading.quality().code());
    out.putInt(4).putInt(sample.origin().epoch());
    if (sample.origin().sequence() < 0) {
      out.putInt(-1);
    } else {
      out.putInt(4).putInt(sample.origin().sequence());
    }
    put(out, reading.classCounts());
  }

  private static void put(ByteBuffer out, float value) {
    if (Float.isNaN(value)) {
      out.putInt(-1);
    } else {
      out.putInt(4).putFloat(value);
    }
  }

  private static void put(ByteBuffer out, List<Integer> counts) {
    if (counts.isEmpty()) {
      out.putInt(-1);
      return;
    }
    out.putInt(20 + counts.size() * 8);
    out.putInt(1).putInt(0).putInt(INT4).putInt(counts.size()).putInt(1);
    for (int count : counts) {
      out.putInt(4).putInt(count);
    }
  }
}
