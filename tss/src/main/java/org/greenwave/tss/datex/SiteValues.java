package org.greenwave.tss.datex;

import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;

/** Joins values with the site table, and makes the rows of one site after the other. */
final class SiteValues {
  private static final double MOST_FLOW = 50_000;
  private static final double MOST_SPEED = 400;
  private static final double MOST_OCCUPANCY = 100;
  private static final long HOUR_MILLIS = 3_600_000;
  private static final long MOST_AHEAD_MILLIS = 5 * 60_000;
  private static final long EARLIEST_MILLIS = -7 * 24 * HOUR_MILLIS;

  private final SiteTable table;
  private final DataTally tally;
  private final MeasuredDataReader.RowSink sink;
  private LaneRows rows = new LaneRows();
  private final LaneValues[] lanes = new LaneValues[Lanes.count()];
  private final BitSet zonesSeen = new BitSet();
  private final Map<Integer, Long> lastTimes = new HashMap<>();
  private final long publishedMillis;
  private final long latestMillis;
  private long touched;
  private int site;
  private long timeMillis;

  /**
   * Joins the values of one publication.
   *
   * @param nowMillis the present: a time well after it would hide the values that come until then
   */
  SiteValues(
      SiteTable table,
      DataTally tally,
      long publishedMillis,
      long nowMillis,
      MeasuredDataReader.RowSink sink) {
    this.latestMillis = Math.min(publishedMillis + HOUR_MILLIS, nowMillis + MOST_AHEAD_MILLIS);
    this.table = table;
    this.tally = tally;
    this.publishedMillis = publishedMillis;
    this.sink = sink;
    for (int slot = 0; slot < lanes.length; slot++) {
      lanes[slot] = new LaneValues();
    }
  }

  /** Starts a site; its values are only counted when it cannot be joined. */
  void begin(String id, String version) {
    tally.sites++;
    touched = 0;
    timeMillis = TimeText.NONE;
    site = table.site(id);
    if (site == SiteTable.UNKNOWN) {
      return;
    }
    if (!version.isEmpty() && !version.equals(table.siteVersion(site))) {
      tally.otherVersions++;
      site = SiteTable.UNKNOWN;
      return;
    }
    tally.joined++;
  }

  /** Gives the end of the period of all values of the site. */
  void time(long millis) {
    boolean sound = millis != TimeText.NONE && millis - publishedMillis >= EARLIEST_MILLIS;
    timeMillis = sound && millis <= latestMillis ? millis : TimeText.NONE;
  }

  /** Takes one value of the site. */
  void value(int index, Measure measure, double number, boolean noInput, boolean error) {
    if (site == SiteTable.UNKNOWN) {
      return;
    }
    long spec = table.spec(site, index);
    if (spec == SiteTable.NO_SPEC) {
      tally.unknownIndexes++;
      return;
    }
    if (Spec.measure(spec) != measure || measure == Measure.OTHER) {
      tally.disagreeing += measure == Measure.OTHER ? 0 : 1;
      return;
    }
    LaneValues lane = touch(Spec.laneSlot(spec));
    if (error) {
      lane.fail();
    }
    boolean nothing = number < 0 || nothingMeasured(measure, number, noInput, error);
    double known = nothing ? Double.NaN : number;
    if (known > most(measure)) {
      tally.outOfRange++;
      lane.suspect();
    } else if (!Double.isNaN(known)) {
      keep(lane, spec, known);
    }
  }

  /**
   * What numberOfInputValuesUsed 0 means: no vehicle has a speed, but a flow of none is a
   * measurement, unless the sender says that its detector has failed.
   */
  private static boolean nothingMeasured(
      Measure measure, double number, boolean noInput, boolean error) {
    boolean none = measure == Measure.FLOW && number == 0 && !error;
    return noInput && !none;
  }

  /** Ends the site and makes its rows. */
  void end() {
    if (site == SiteTable.UNKNOWN || touched == 0) {
      return;
    }
    if (timeMillis == TimeText.NONE) {
      tally.badTimes++;
      return;
    }
    Long before = lastTimes.put(site, timeMillis);
    if (before != null && before == timeMillis) {
      tally.duplicateSites++;
      return;
    }
    int first = table.firstZone(site);
    for (long left = touched; left != 0; left &= left - 1) {
      int slot = Long.numberOfTrailingZeros(left);
      int zone = first + slot;
      rows.add(zone, timeMillis, lanes[slot], table.classCount(zone));
    }
    if (rows.size() >= sink.rowsAtOnce()) {
      giveAway();
    }
  }

  /** Gives the last rows away. */
  void finish() {
    tally.zones = zonesSeen.cardinality();
    if (rows.size() > 0) {
      giveAway();
    }
  }

  private void giveAway() {
    tally.rows += rows.size();
    sink.taker().accept(rows);
    rows = new LaneRows();
  }

  private LaneValues touch(int slot) {
    LaneValues lane = lanes[slot];
    if ((touched & (1L << slot)) == 0) {
      touched |= 1L << slot;
      int zone = table.firstZone(site) + slot;
      zonesSeen.set(zone);
      lane.clear(table.periodSeconds(zone), table.classCount(zone));
    }
    return lane;
  }

  private static void keep(LaneValues lane, long spec, double number) {
    int classSlot = Spec.classSlot(spec);
    switch (Spec.measure(spec)) {
      case FLOW -> {
        double vehicles = number * Spec.periodSeconds(spec) / 3600;
        if (classSlot == 0) {
          lane.volume = (float) vehicles;
          lane.periodSeconds = Spec.periodSeconds(spec);
        } else {
          lane.classCount(classSlot - 1, (int) Math.round(vehicles));
        }
      }
      case SPEED -> lane.speed = classSlot == 0 ? (float) number : lane.speed;
      case OCCUPANCY -> lane.occupancy = classSlot == 0 ? (float) number : lane.occupancy;
      case STATUS, OTHER -> {}
    }
  }

  private static double most(Measure measure) {
    return switch (measure) {
      case FLOW -> MOST_FLOW;
      case SPEED -> MOST_SPEED;
      case OCCUPANCY -> MOST_OCCUPANCY;
      case STATUS, OTHER -> Double.MAX_VALUE;
    };
  }
}
