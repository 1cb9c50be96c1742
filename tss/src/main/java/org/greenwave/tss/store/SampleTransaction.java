package org.greenwave.tss.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.greenwave.sensors.Gap;
import org.greenwave.sensors.Sample;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * What one transaction writes: samples, current values, gaps, and the tally, which answers with the
 * database's time. Two ways to write the samples: {@link #copy} is fast and fails as a whole when
 * one sample is stored already; {@link #merge} leaves stored samples as they are (law L3: none
 * stored twice).
 */
final class SampleTransaction {
  private static final int PIECE_BYTES = 1 << 16;

  /** As many as one statement takes in sooner than a COPY beside three others. */
  private static final int FEW = 100;

  private static final String INSERT =
      """
      insert into sample (period_end, zone_id, period_seconds, volume, occupancy, speed, quality,
        epoch, sequence, class_counts)
      select timestamptz 'epoch' + given.period_end * interval '1 millisecond', zone_id,
        period_seconds, nullif(volume, 'NaN'), nullif(occupancy, 'NaN'), nullif(speed, 'NaN'),
        quality, epoch, nullif(sequence, -1), classes::int[]
      from unnest(?::int8[], ?::int[], ?::int[], ?::real[], ?::real[], ?::real[], ?::int2[],
        ?::int[], ?::int[], ?::text[])
        as given (period_end, zone_id, period_seconds, volume, occupancy, speed, quality, epoch,
          sequence, classes)
      """;

  private static final String MERGE = INSERT + "on conflict do nothing";
  private static final String CURRENT =
      """
      insert into zone_current as held (period_end, zone_id, period_seconds, volume, occupancy,
        speed, quality, epoch, sequence, fingerprint)
      select timestamptz 'epoch' + given.period_end * interval '1 millisecond', zone_id,
        period_seconds, nullif(volume, 'NaN'), nullif(occupancy, 'NaN'), nullif(speed, 'NaN'),
        quality, epoch, nullif(sequence, -1), fingerprint
      from unnest(?::int8[], ?::int[], ?::int[], ?::real[], ?::real[], ?::real[], ?::int2[],
        ?::int[], ?::int[], ?::int[])
        as given (period_end, zone_id, period_seconds, volume, occupancy, speed, quality, epoch,
          sequence, fingerprint)
      on conflict (zone_id) do update set period_end = excluded.period_end,
        period_seconds = excluded.period_seconds, volume = excluded.volume,
        occupancy = excluded.occupancy, speed = excluded.speed, quality = excluded.quality,
        epoch = excluded.epoch, sequence = excluded.sequence, fingerprint = excluded.fingerprint
      where case when held.epoch > 0 and excluded.epoch > 0
        then (held.epoch, held.period_end) < (excluded.epoch, excluded.period_end)
        else held.period_end < excluded.period_end end
      """;
  private static final String GAPS =
      """
      insert into gap (zone_id, from_end, to_end, periods, reason)
      select zone_id, timestamptz 'epoch' + given.from_end * interval '1 millisecond',
        timestamptz 'epoch' + given.to_end * interval '1 millisecond', nullif(periods, -1), reason
      from unnest(?::int[], ?::int8[], ?::int8[], ?::int[], ?::text[])
        as given (zone_id, from_end, to_end, periods, reason)
      on conflict do nothing
      """;

  private static final String TALLY =
      "update tally set samples = samples + ?, last_commit = clock_timestamp() returning "
          + DatabaseClock.NOW_MICROS;

  /** The driver sends all three before it waits for an answer. */
  private static final String ALL_AT_ONCE = String.join(";", INSERT, CURRENT, TALLY);

  private final Connection connection;
  private final DatabaseClock clock;

  SampleTransaction(Connection connection, DatabaseClock clock) {
    this.connection = connection;
    this.clock = clock;
  }

  /**
   * Stores the samples, many of them by COPY; fails with SQLState 23505 when one is stored already.
   */
  List<Integer> copy(List<Submission> batch) throws SQLException {
    List<Sample> samples = samples(batch);
    if (samples.size() > FEW) {
      copyIn(CopyRows.encode(samples));
      finish(batch, samples, samples.size());
    } else {
      writeGaps(gaps(batch));
      writeFew(samples);
    }
    return batch.stream().map(submission -> submission.samples().size()).toList();
  }

  /** In one round trip, which counts when a role has just been started. */
  private void writeFew(List<Sample> samples) throws SQLException {
    try (PreparedStatement all = connection.prepareStatement(ALL_AT_ONCE)) {
      setSamples(all, 0, samples);
      all.setArray(10, connection.createArrayOf("text", classes(samples)));
      setCurrent(all, 10, samples);
      all.setInt(21, samples.size());
      long askedMicros = clock.steadyMicros();
      all.execute();
      all.getMoreResults(); // the first two answer with a count, the tally with the time
      all.getMoreResults();
      learn(askedMicros, all.getResultSet());
    }
  }

  /** Stores what is not stored yet; answers how many samples of each submission were new. */
  List<Integer> merge(List<Submission> batch) throws SQLException {
    List<Integer> stored = new ArrayList<>(batch.size());
    try (PreparedStatement insert = connection.prepareStatement(MERGE)) {
      for (Submission submission : batch) {
        stored.add(merge(insert, submission.samples()));
      }
    }
    finish(batch, samples(batch), stored.stream().mapToInt(Integer::intValue).sum());
    return stored;
  }

  static List<Sample> samples(List<Submission> batch) {
    return batch.stream().flatMap(submission -> submission.samples().stream()).toList();
  }

  private void copyIn(byte[] rows) throws SQLException {
    PGConnection postgres = connection.unwrap(PGConnection.class);
    CopyIn copy = postgres.getCopyAPI().copyIn(CopyRows.COPY);
    try {
      for (int at = 0; at < rows.length; at += PIECE_BYTES) {
        copy.writeToCopy(rows, at, Math.min(PIECE_BYTES, rows.length - at));
      }
      copy.endCopy();
    } finally {
      if (copy.isActive()) {
        copy.cancelCopy();
      }
    }
  }

  private int merge(PreparedStatement insert, List<Sample> samples) throws SQLException {
    if (samples.isEmpty()) {
      return 0;
    }
    setSamples(insert, 0, samples);
    insert.setArray(10, connection.createArrayOf("text", classes(samples)));
    return insert.executeUpdate();
  }

  private static Object[] classes(List<Sample> samples) {
    return samples.stream()
        .map(sample -> sample.reading().classCounts())
        .map(counts -> counts.isEmpty() ? null : counts.toString())
        .map(text -> text == null ? null : text.replace('[', '{').replace(']', '}'))
        .toArray();
  }

  private static List<Gap> gaps(List<Submission> batch) {
    return batch.stream().flatMap(submission -> submission.gaps().stream()).toList();
  }

  private void finish(List<Submission> batch, List<Sample> samples, int stored)
      throws SQLException {
    writeCurrent(samples);
    writeGaps(gaps(batch));
    try (PreparedStatement update = connection.prepareStatement(TALLY)) {
      update.setInt(1, stored);
      long askedMicros = clock.steadyMicros();
      learn(askedMicros, update.executeQuery());
    }
  }

  private void learn(long askedMicros, ResultSet answer) throws SQLException {
    try (answer) {
      if (answer.next()) {
        clock.learn(askedMicros, answer.getLong(1));
      }
    }
  }

  private void writeCurrent(List<Sample> samples) throws SQLException {
    if (samples.isEmpty()) {
      return;
    }
    try (PreparedStatement upsert = connection.prepareStatement(CURRENT)) {
      setCurrent(upsert, 0, samples);
      upsert.executeUpdate();
    }
  }

  /** Sets the last sample of each zone, from a column on. */
  private static void setCurrent(PreparedStatement statement, int before, List<Sample> samples)
      throws SQLException {
    Map<Integer, Sample> last = new HashMap<>();
    for (Sample sample : samples) {
      last.merge(sample.zone(), sample, (a, b) -> a.isLaterThan(b) ? a : b);
    }
    List<Sample> lasts = List.copyOf(last.values());
    setSamples(statement, before, lasts);
    statement.setObject(
        before + 10, lasts.stream().mapToInt(sample -> sample.origin().fingerprint()).toArray());
  }

  private void writeGaps(List<Gap> gaps) throws SQLException {
    if (gaps.isEmpty()) {
      return;
    }
    try (PreparedStatement insert = connection.prepareStatement(GAPS)) {
      insert.setObject(1, gaps.stream().mapToInt(Gap::zone).toArray());
      insert.setObject(2, gaps.stream().mapToLong(Gap::fromMillis).toArray());
      insert.setObject(3, gaps.stream().mapToLong(Gap::toMillis).toArray());
      insert.setObject(4, gaps.stream().mapToInt(Gap::periods).toArray());
      Object[] reasons = gaps.stream().map(Gap::reason).toArray();
      insert.setArray(5, connection.createArrayOf("text", reasons));
      insert.executeUpdate();
    }
  }

  /** Sets the nine columns that samples and current values share, after those before. */
  private static void setSamples(PreparedStatement statement, int before, List<Sample> samples)
      throws SQLException {
    int size = samples.size();
    float[] volumes = new float[size];
    float[] occupancies = new float[size];
    float[] speeds = new float[size];
    short[] qualities = new short[size];
    for (int at = 0; at < size; at++) {
      volumes[at] = samples.get(at).reading().volume();
      occupancies[at] = samples.get(at).reading().occupancy();
      speeds[at] = samples.get(at).reading().speed();
      qualities[at] = (short) samples.get(at).reading().quality().code();
    }
    statement.setObject(before + 1, samples.stream().mapToLong(Sample::periodEndMillis).toArray());
    statement.setObject(before + 2, samples.stream().mapToInt(Sample::zone).toArray());
    statement.setObject(before + 3, samples.stream().mapToInt(Sample::periodSeconds).toArray());
    statement.setObject(before + 4, volumes);
    statement.setObject(before + 5, occupancies);
    statement.setObject(before + 6, speeds);
    statement.setObject(before + 7, qualities);
    statement.setObject(before + 8, samples.stream().mapToInt(s -> s.origin().epoch()).toArray());
    statement.setObject(
        before + 9, samples.stream().mapToInt(s -> s.origin().sequence()).toArray());
  }
}
