package org.greenwave.sensors.ntcip1209;

/** Where things are in a device: NTCIP 1209 v02 annex of objects, and RFC 3418 for its uptime. */
final class Tss {
  static final Oid UPTIME = Oid.of(1, 3, 6, 1, 2, 1, 1, 3, 0);
  private static final Oid TSS = Oid.of(1, 3, 6, 1, 4, 1, 1206, 4, 2, 4);
  static final Oid MAX_ZONES = TSS.plus(1, 4, 0);
  static final Oid MAX_HISTORY = TSS.plus(1, 8, 0);
  static final Oid ZONE_TABLE = TSS.plus(1, 5, 1);
  static final Oid SEQUENCE_TABLE = TSS.plus(3, 3, 1);
  static final Oid SAMPLE_TABLE = TSS.plus(3, 4, 1);

  /** Columns of the zone table. */
  static final int ZONE_PERIOD = 4;

  static final int ZONE_LABEL = 5;

  /** A column of the sequence table. */
  static final int CLASSES = 2;

  /** Columns of the sample table; its index is zone, entry, class. */
  static final int END_TIME = 3;

  static final int VOLUME = 4;
  static final int OCCUPANCY = 5;
  static final int SPEED = 6;
  static final int STATUS = 7;
  static final int SEQUENCE = 8;

  /** The class that stands for all classes together. */
  static final int ALL_CLASSES = 1;

  /** Entry 1 is the period in progress, entry 2 the last complete one. */
  static final int LAST_COMPLETE = 2;

  static final int OLDEST_POSSIBLE = 5;

  /** Sequence numbers are modulo this. */
  static final int SEQUENCES = 65_536;

  /** What a device answers for a value that it does not have. */
  static final int MISSING = 65_535;

  private Tss() {}
}
