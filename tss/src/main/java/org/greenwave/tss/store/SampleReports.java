package org.greenwave.tss.store;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.greenwave.role.RoleStore;
import org.greenwave.sensors.Origin;
import org.greenwave.sensors.Quality;
import org.greenwave.sensors.Reading;
import org.greenwave.sensors.Sample;

/** Reads stored samples back. */
public final class SampleReports {
  private static final String SAMPLES =
      """
      select (extract(epoch from period_end) * 1000)::int8, period_seconds, volume, occupancy,
        speed, quality, epoch, coalesce(sequence, -1), class_counts
      from sample where zone_id = ? and period_end > ? and period_end <= ?
      order by period_end %s limit ?
      """;
  private static final String TOTALS =
      """
      select samples, coalesce((extract(epoch from last_commit) * 1000)::int8, 0),
        (select count(*) from gap where periods is distinct from 0)
      from tally
      """;

  /**
   * What is stored in all.
   *
   * @param samples how many samples
   * @param lastCommitMillis when the last transaction stored some, 0 for never
   * @param gaps how many gaps are recorded in which something is missing
   */
  public record Totals(long samples, long lastCommitMillis, long gaps) {}

  private final RoleStore store;

  public SampleReports(RoleStore store) {
    this.store = store;
  }

  /** The first samples of a zone that ended after one time and not after another, oldest first. */
  public List<Sample> first(int zone, long fromMillis, long toMillis, int limit)
      throws SQLException {
    return samples(SAMPLES.formatted("asc"), zone, fromMillis, toMillis, limit);
  }

  /** The last samples of a zone in a range, oldest first. */
  public List<Sample> last(int zone, long fromMillis, long toMillis, int limit)
      throws SQLException {
    return samples(SAMPLES.formatted("desc"), zone, fromMillis, toMillis, limit).reversed();
  }

  /** Counts. */
  public Totals totals() throws SQLException {
    return store.read(connection -> {
      try (Statement query = connection.createStatement();
          ResultSet row = query.executeQuery(TOTALS)) {
        return row.next()
            ? new Totals(row.getLong(1), row.getLong(2), row.getLong(3))
            : new Totals(0, 0, 0);
      }
    });
  }

  private List<Sample> samples(String sql, int zone, long fromMillis, long toMillis, int limit)
      throws SQLException {
    return store.read(connection -> {
      try (PreparedStatement query = connection.prepareStatement(sql)) {
        query.setInt(1, zone);
        query.setTimestamp(2, new Timestamp(fromMillis));
        query.setTimestamp(3, new Timestamp(toMillis));
        query.setInt(4, limit);
        return samples(query, zone);
      }
    });
  }

  private static List<Sample> samples(PreparedStatement query, int zone) throws SQLException {
    List<Sample> samples = new ArrayList<>();
    try (ResultSet row = query.executeQuery()) {
      while (row.next()) {
        Reading reading =
            new Reading(
                value(row, 3),
                value(row, 4),
                value(row, 5),
                counts(row, 9),
                Quality.of(row.getInt(6)));
        Origin origin = new Origin(row.getInt(7), row.getInt(8), 0);
        samples.add(new Sample(zone, row.getLong(1), row.getInt(2), reading, origin));
      }
    }
    return samples;
  }

  static float value(ResultSet row, int column) throws SQLException {
    float value = row.getFloat(column);
    return row.wasNull() ? Reading.MISSING : value;
  }

  private static List<Integer> counts(ResultSet row, int column) throws SQLException {
    java.sql.Array array = row.getArray(column);
    return array == null ? List.of() : Arrays.asList((Integer[]) array.getArray());
  }
}
