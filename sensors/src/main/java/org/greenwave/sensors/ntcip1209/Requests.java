package org.greenwave.sensors.ntcip1209;

import java.util.ArrayList;
import java.util.List;

/**
 * What to ask a device for. RFC 1157 only promises messages of 484 bytes, so a request has as many
 * variables as fit; a row of the sample table is never divided, since between two messages the
 * device may move its entries on.
 */
public final class Requests {
  /** Bytes of a message, less its heads (version, community, numbers: at most about 70). */
  private static final int BUDGET_BYTES = 484 - 70;

  /** Tag and length of binding, name and value, and the longest number. */
  private static final int BINDING_BYTES = 4 + 2 + 2 + 5;

  private Requests() {}

  /** The device's uptime. */
  public static Oid uptime() {
    return Tss.UPTIME;
  }

  /** The questions that open discovery. */
  public static List<Oid> device() {
    return List.of(Tss.UPTIME, Tss.MAX_ZONES, Tss.MAX_HISTORY);
  }

  /** What describes zones 1 to {@code zones}. */
  public static List<List<Oid>> zones(int zones) {
    List<List<Oid>> rows = new ArrayList<>();
    for (int zone = 1; zone <= zones; zone++) {
      rows.add(List.of(zonePeriod(zone), zoneClasses(zone)));
      rows.add(List.of(zoneLabel(zone)));
    }
    return pack(rows);
  }

  /** One entry of a zone: all classes together, then each class with its sequence number. */
  public static List<List<Oid>> entry(int zone, int entry, int classes) {
    List<List<Oid>> rows = new ArrayList<>();
    List<Oid> all = new ArrayList<>();
    for (int column = Tss.END_TIME; column <= Tss.SEQUENCE; column++) {
      all.add(Tss.SAMPLE_TABLE.plus(column, zone, entry, Tss.ALL_CLASSES));
    }
    rows.add(all);
    for (int cls = Tss.ALL_CLASSES + 1; cls <= classes; cls++) {
      rows.add(
          List.of(
              Tss.SAMPLE_TABLE.plus(Tss.VOLUME, zone, entry, cls),
              Tss.SAMPLE_TABLE.plus(Tss.SEQUENCE, zone, entry, cls)));
    }
    return rows;
  }

  /** The last complete period of a zone. */
  public static List<List<Oid>> last(int zone, int classes) {
    return entry(zone, Tss.LAST_COMPLETE, classes);
  }

  /**
   * All complete periods of a zone, the oldest first, as section 1.4.4 asks for. Before them the
   * number of the newest: if it is another at the end, the device moved on while it was read.
   */
  public static List<List<Oid>> history(int zone, int oldestEntry, int classes) {
    List<List<Oid>> rows = new ArrayList<>();
    rows.add(List.of(newest(zone)));
    int oldest = Math.clamp(oldestEntry, Tss.LAST_COMPLETE, Tss.OLDEST_POSSIBLE);
    for (int entry = oldest; entry >= Tss.LAST_COMPLETE; entry--) {
      rows.addAll(entry(zone, entry, classes));
    }
    return rows;
  }

  /** Puts rows together into requests, in order, each row whole. */
  public static List<List<Oid>> pack(List<List<Oid>> rows) {
    List<List<Oid>> requests = new ArrayList<>();
    List<Oid> open = new ArrayList<>();
    int bytes = 0;
    for (List<Oid> row : rows) {
      int size = row.stream().mapToInt(oid -> oid.encodedBytes() + BINDING_BYTES).sum();
      if (!open.isEmpty() && bytes + size > BUDGET_BYTES) {
        requests.add(List.copyOf(open));
        open.clear();
        bytes = 0;
      }
      open.addAll(row);
      bytes += size;
    }
    if (!open.isEmpty()) {
      requests.add(List.copyOf(open));
    }
    return requests;
  }

  /**
   * What is left to ask when an SNMPv1 device has refused a whole request because it does not have
   * one variable (RFC 1157, noSuchName): everything but that variable and its table row.
   */
  public static List<Oid> without(List<Oid> request, Oid absent) {
    if (!absent.isUnder(Tss.SAMPLE_TABLE, 4)) {
      return request.stream().filter(oid -> !oid.equals(absent)).toList();
    }
    return request.stream().filter(oid -> !sameRow(oid, absent)).toList();
  }

  static Oid newest(int zone) {
    return Tss.SAMPLE_TABLE.plus(Tss.SEQUENCE, zone, Tss.LAST_COMPLETE, Tss.ALL_CLASSES);
  }

  static Oid zonePeriod(int zone) {
    return Tss.ZONE_TABLE.plus(Tss.ZONE_PERIOD, zone);
  }

  static Oid zoneLabel(int zone) {
    return Tss.ZONE_TABLE.plus(Tss.ZONE_LABEL, zone);
  }

  static Oid zoneClasses(int zone) {
    return Tss.SEQUENCE_TABLE.plus(Tss.CLASSES, zone);
  }

  private static boolean sameRow(Oid one, Oid other) {
    if (!one.isUnder(Tss.SAMPLE_TABLE, 4)) {
      return false;
    }
    int index = Tss.SAMPLE_TABLE.size() + 1;
    return one.at(index) == other.at(index)
        && one.at(index + 1) == other.at(index + 1)
        && one.at(index + 2) == other.at(index + 2);
  }
}
