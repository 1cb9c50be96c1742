package org.greenwave.tss.store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.greenwave.role.RoleStore;
import org.greenwave.sensors.Sample;

/**
 * The days (UTC) that samples have a partition for. What is known here may be less than what the
 * database has, never more: a day counts as known only once its transaction is committed.
 */
public final class DayPartitions {
  private static final DateTimeFormatter NAME = DateTimeFormatter.BASIC_ISO_DATE;
  private static final Pattern TABLE = Pattern.compile("sample_([0-9]{8})");
  private static final String LIST =
      "select c.relname from pg_inherits i join pg_class c on c.oid = i.inhrelid"
          + " where i.inhparent = 'sample'::regclass";

  private final Set<LocalDate> known = ConcurrentHashMap.newKeySet();

  /** Reads which days there are, so that the first samples need not find out. */
  public void load(RoleStore store) throws SQLException {
    store.read(connection -> {
      connection.setNetworkTimeout(Runnable::run, Catalogue.LONGEST_READ_MILLIS);
      Set<LocalDate> there = days(connection);
      known.retainAll(there);
      known.addAll(there);
      return known.size();
    });
  }

  private static Set<LocalDate> days(Connection connection) throws SQLException {
    Set<LocalDate> days = new TreeSet<>();
    try (Statement query = connection.createStatement();
        ResultSet row = query.executeQuery(LIST)) {
      while (row.next()) {
        Matcher name = TABLE.matcher(row.getString(1));
        if (name.matches()) {
          days.add(LocalDate.parse(name.group(1), NAME));
        }
      }
    }
    return days;
  }

  /**
   * The days that must be made before these samples can be stored. From noon on the next day is
   * among them, so that midnight finds its partition made.
   */
  Set<LocalDate> missing(List<Sample> samples) {
    Set<LocalDate> missing = new TreeSet<>();
    long lastHalfDay = Long.MIN_VALUE;
    for (Sample sample : samples) {
      long halfDay = Math.floorDiv(sample.periodEndMillis(), 43_200_000L);
      if (halfDay != lastHalfDay) {
        lastHalfDay = halfDay;
        addMissing(missing, sample.periodEndMillis());
      }
    }
    return missing;
  }

  private void addMissing(Set<LocalDate> missing, long millis) {
    ZonedDateTime end = Instant.ofEpochMilli(millis).atZone(ZoneOffset.UTC);
    LocalDate day = end.toLocalDate();
    if (!known.contains(day)) {
      missing.add(day);
    }
    if (!end.toLocalTime().isBefore(LocalTime.NOON) && !known.contains(day.plusDays(1))) {
      missing.add(day.plusDays(1));
    }
  }

  /**
   * Makes the partitions of days. A table that is attached, unlike one that is created as a
   * partition, waits for nobody who reads samples: a dump of the database may do so for hours.
   */
  static void create(Connection connection, Set<LocalDate> days) throws SQLException {
    if (days.isEmpty()) {
      return;
    }
    Set<LocalDate> there = days(connection);
    try (Statement statement = connection.createStatement()) {
      for (LocalDate day : days) {
        if (!there.contains(day)) {
          statement.execute(
              """
              create table if not exists sample_%1$s (like sample including all);
              alter table sample attach partition sample_%1$s
                for values from ('%2$s 00:00+00') to ('%3$s 00:00+00')
              """
                  .formatted(NAME.format(day), day, day.plusDays(1)));
        }
      }
    }
  }

  /** Takes in that these days have their partitions. */
  public void created(Set<LocalDate> days) {
    known.addAll(days);
  }

  void forget() {
    known.clear();
  }
}
