package org.greenwave.tss.datex;

import java.util.Arrays;
import org.greenwave.sensors.Quality;
import org.greenwave.sensors.Reading;

/** The values of one zone while its site is read; used again for the next site. */
final class LaneValues {
  private static final int[] NO_CLASSES = {};
  int periodSeconds;
  float volume;
  float speed;
  float occupancy;
  private boolean failed;
  private boolean suspect;
  private int[] classCounts = NO_CLASSES;

  void clear(int seconds, int classes) {
    periodSeconds = seconds;
    volume = Reading.MISSING;
    speed = Reading.MISSING;
    occupancy = Reading.MISSING;
    failed = false;
    suspect = false;
    if (classCounts.length < classes) {
      classCounts = new int[classes];
    }
    Arrays.fill(classCounts, 0, classes, -1);
  }

  void fail() {
    failed = true;
  }

  void suspect() {
    suspect = true;
  }

  int classCount(int at) {
    return classCounts[at];
  }

  void classCount(int at, int vehicles) {
    classCounts[at] = vehicles;
  }

  /** Failed before suspect before missing: the sender's own word about its detector comes first. */
  Quality quality() {
    if (failed) {
      return Quality.FAILED;
    }
    if (suspect) {
      return Quality.SUSPECT;
    }
    boolean empty = Float.isNaN(volume) && Float.isNaN(speed) && Float.isNaN(occupancy);
    return empty ? Quality.MISSING : Quality.OK;
  }
}
