package org.greenwave.tss.datex;

/**
 * What one index of a site means, packed in a long so that a table is one array that sorts by
 * index: 23 bits index, 16 bits period in seconds, 8 bits lane slot, 8 bits class slot, 4 bits
 * measure. A lane slot numbers the site's zones from 0; a class slot is 0 for all vehicles, else
 * numbers the zone's vehicle classes from 1.
 */
final class Spec {
  static final int MOST_INDEX = (1 << 23) - 1;
  static final int MOST_PERIOD_SECONDS = (1 << 16) - 1;
  static final int NO_LANE = 255;
  static final int MOST_CLASSES = 254;

  private Spec() {}

  static long of(int index, int periodSeconds, int laneSlot, int classSlot, Measure measure) {
    return ((long) index << 36)
        | ((long) periodSeconds << 20)
        | ((long) laneSlot << 12)
        | ((long) classSlot << 4)
        | measure.code();
  }

  static int index(long spec) {
    return (int) (spec >>> 36);
  }

  static int periodSeconds(long spec) {
    return (int) (spec >>> 20) & 0xffff;
  }

  static int laneSlot(long spec) {
    return (int) (spec >>> 12) & 0xff;
  }

  static int classSlot(long spec) {
    return (int) (spec >>> 4) & 0xff;
  }

  static Measure measure(long spec) {
    return Measure.of((int) spec & 0xf);
  }

  /** The same index with no meaning. */
  static long unusable(long spec) {
    return of(index(spec), 0, NO_LANE, 0, Measure.OTHER);
  }
}
