package org.greenwave.tss.datex;

import java.util.List;
import java.util.Map;

/**
 * A site table, resolved and compact: what each index of each site means. Sites and zones are
 * numbered from 0 in the order of the table. Immutable; about 3 MB for a national table.
 */
public final class SiteTable {
  /** The number of a site that is not in the table. */
  public static final int UNKNOWN = -1;

  /** No meaning is known for an index. */
  static final long NO_SPEC = -1;

  private final String id;
  private final String version;
  private final SiteCounts counts;
  private final Columns columns;
  private final Map<String, Integer> numbers;

  /**
   * The arrays that the table is made of. The {@code start} arrays have one element more than there
   * are sites (zones): where the following would start.
   */
  @SuppressWarnings("ArrayRecordComponent") // shared within the package, written by nobody
  record Columns(
      List<String> sites,
      List<String> versions,
      double[] latitudes,
      double[] longitudes,
      int[] specStart,
      long[] specs,
      int[] zoneStart,
      byte[] lanes,
      int[] periods,
      int[] classStart,
      short[] classes,
      List<String> classNames) {}

  SiteTable(
      String id, String version, SiteCounts counts, Columns columns, Map<String, Integer> numbers) {
    this.id = id;
    this.version = version;
    this.counts = counts;
    this.columns = columns;
    this.numbers = numbers;
  }

  /** The table's id as its publisher names it; empty for the empty table. */
  public String id() {
    return id;
  }

  /** The table's version as its publisher counts it. */
  public String version() {
    return version;
  }

  /** What the table holds. */
  public SiteCounts counts() {
    return counts;
  }

  /** How many sites the table has. */
  public int siteCount() {
    return columns.sites().size();
  }

  /** How many zones the table has. */
  public int zoneCount() {
    return columns.lanes().length;
  }

  /** The number of a site, {@link #UNKNOWN} when the table does not hold it. */
  public int site(String siteId) {
    return numbers.getOrDefault(siteId, UNKNOWN);
  }

  /** A site's id. */
  public String siteId(int site) {
    return columns.sites().get(site);
  }

  /** The version of a site's record; empty when the table names none. */
  public String siteVersion(int site) {
    return columns.versions().get(site);
  }

  /** Degrees north, NaN when the site is not at a point with coordinates. */
  public double latitude(int site) {
    return columns.latitudes()[site];
  }

  /** Degrees east, NaN when the site is not at a point with coordinates. */
  public double longitude(int site) {
    return columns.longitudes()[site];
  }

  /** The first zone of a site; those that follow belong to it up to the next site's first. */
  public int firstZone(int site) {
    return columns.zoneStart()[site];
  }

  /** How many zones a site has. */
  public int zones(int site) {
    return columns.zoneStart()[site + 1] - columns.zoneStart()[site];
  }

  /** A zone's number in its unit. */
  public int laneNumber(int zone) {
    return columns.lanes()[zone];
  }

  /** What a zone's lane is called. */
  public String laneLabel(int zone) {
    return Lanes.label(columns.lanes()[zone]);
  }

  /** The period of a zone in seconds. */
  public int periodSeconds(int zone) {
    return columns.periods()[zone];
  }

  /** The vehicle classes of a zone, in the order of its class counts. */
  public List<String> vehicleClasses(int zone) {
    int from = columns.classStart()[zone];
    int count = classCount(zone);
    return java.util.stream.IntStream.range(0, count)
        .mapToObj(at -> columns.classNames().get(columns.classes()[from + at]))
        .toList();
  }

  int classCount(int zone) {
    return columns.classStart()[zone + 1] - columns.classStart()[zone];
  }

  Columns columns() {
    return columns;
  }

  /** What an index means at a site, {@link #NO_SPEC} when the table does not say. */
  long spec(int site, int index) {
    long[] specs = columns.specs();
    int from = columns.specStart()[site];
    int to = columns.specStart()[site + 1];
    int guess = from + index - 1;
    if (guess >= from && guess < to && Spec.index(specs[guess]) == index) {
      return specs[guess];
    }
    while (from < to) {
      int middle = (from + to) >>> 1;
      int found = Spec.index(specs[middle]);
      if (found == index) {
        return specs[middle];
      }
      if (found < index) {
        from = middle + 1;
      } else {
        to = middle;
      }
    }
    return NO_SPEC;
  }
}
