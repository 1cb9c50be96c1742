package org.greenwave.sensors.ntcip1209;

import java.util.List;
import java.util.Objects;
import org.greenwave.sensors.Quality;
import org.greenwave.sensors.Reading;

/**
 * One complete period of one zone as the device holds it (section 1.4.4), in the device's units. A
 * value that the device left out or that cannot be is -1, with {@code sound} false.
 *
 * @param zone the zone's number in the device
 * @param index where it stands, 2 the last complete period, larger is older
 * @param sequence 0 to 65535
 * @param endTime seconds by the device's own clock or since its start; only good for comparing
 * @param volume vehicles, 65535 missing
 * @param occupancy 0.1 percent, 65535 missing
 * @param speed 0.1 km/h, 65535 missing
 * @param status the zone's status, 1 to 14
 * @param sound whether every value is one that the standard allows
 * @param classVolumes vehicles by class, from class 2, -1 where missing
 */
public record Entry(
    int zone,
    int index,
    int sequence,
    long endTime,
    int volume,
    int occupancy,
    int speed,
    int status,
    boolean sound,
    List<Integer> classVolumes) {
  private static final int OK = 2;

  public Entry {
    classVolumes = List.copyOf(classVolumes);
  }

  /** The same entry with class counts. */
  Entry with(List<Integer> classes) {
    return new Entry(
        zone, index, sequence, endTime, volume, occupancy, speed, status, sound, classes);
  }

  /**
   * Whether nothing was ever put here. A device that has just started, or restarted, shows such
   * entries, numbered 0 like the first period to come; no period ends at the beginning of time.
   */
  boolean neverFilled() {
    return endTime == 0 && volume == Tss.MISSING && occupancy == Tss.MISSING;
  }

  /** Tells this entry from another that has its number by chance, after a restart. */
  public int fingerprint() {
    return Objects.hash(sequence, endTime, volume, occupancy, speed, status);
  }

  /** What the device measured, in our units. */
  public Reading reading() {
    return new Reading(value(volume), tenths(occupancy), tenths(speed), classVolumes, quality());
  }

  /**
   * What the values are worth. A detector that reports a fault has failed even where it still sends
   * numbers (section 1.4.4.7). A missing speed alone is normal: no vehicle, or a virtual zone.
   */
  private Quality quality() {
    Quality byStatus = ofStatus(status);
    boolean missing = volume == Tss.MISSING || occupancy == Tss.MISSING;
    if (byStatus == Quality.FAILED) {
      return Quality.FAILED;
    }
    if (missing) {
      return Quality.MISSING;
    }
    return sound ? byStatus : Quality.SUSPECT;
  }

  private static Quality ofStatus(int status) {
    return switch (status) {
      case OK -> Quality.OK;
      case 4, 5, 6, 7, 8, 9, 10, 13 -> Quality.FAILED;
      default -> Quality.SUSPECT; // other, initializing, data integrity, poor contrast, unknown
    };
  }

  private static float value(int raw) {
    return raw < 0 || raw == Tss.MISSING ? Reading.MISSING : raw;
  }

  private static float tenths(int raw) {
    return raw < 0 || raw == Tss.MISSING ? Reading.MISSING : raw / 10f;
  }
}
