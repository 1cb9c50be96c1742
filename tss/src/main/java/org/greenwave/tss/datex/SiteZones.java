package org.greenwave.tss.datex;

import java.util.Arrays;

/** The zones of the one site that is being read: its lanes, each with its vehicle classes. */
final class SiteZones {
  private static final short ALL_VEHICLES = 0;
  private final int[] lanes = new int[Lanes.count()];
  private final int[] periodSeconds = new int[Lanes.count()];
  private final int[] classCounts = new int[Lanes.count()];
  private short[][] classes = new short[Lanes.count()][16];
  private int count;

  void clear() {
    count = 0;
  }

  int count() {
    return count;
  }

  /** The slot of a lane, made when it is new. Its period is that of its first characteristic. */
  int lane(int lane, int seconds) {
    for (int slot = 0; slot < count; slot++) {
      if (lanes[slot] == lane) {
        return slot;
      }
    }
    lanes[count] = lane;
    periodSeconds[count] = seconds;
    classCounts[count] = 0;
    return count++;
  }

  /**
   * The slot of a vehicle class in a lane: 0 for all vehicles, negative when there are too many.
   */
  int vehicleClass(int laneSlot, short vehicleClass) {
    if (vehicleClass == ALL_VEHICLES) {
      return 0;
    }
    short[] known = classes[laneSlot];
    int many = classCounts[laneSlot];
    for (int at = 0; at < many; at++) {
      if (known[at] == vehicleClass) {
        return at + 1;
      }
    }
    if (many == Spec.MOST_CLASSES) {
      return -1;
    }
    if (many == known.length) {
      known = Arrays.copyOf(known, many * 2);
      classes[laneSlot] = known;
    }
    known[many] = vehicleClass;
    classCounts[laneSlot] = many + 1;
    return many + 1;
  }

  int laneOf(int slot) {
    return lanes[slot];
  }

  int periodSecondsOf(int slot) {
    return periodSeconds[slot];
  }

  int classCount(int slot) {
    return classCounts[slot];
  }

  int classOf(int slot, int at) {
    return classes[slot][at];
  }
}
