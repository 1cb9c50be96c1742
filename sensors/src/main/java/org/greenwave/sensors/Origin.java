package org.greenwave.sensors;

/**
 * Where in a device's own count a sample comes from.
 *
 * @param epoch counts the unbroken runs of the device's sequence, from 1; 0 without a sequence
 * @param sequence the device's own number of the period, or -1
 * @param fingerprint of the device's raw entry; tells an entry seen before from a new one that
 *     happens to have its number
 */
public record Origin(int epoch, int sequence, int fingerprint) {
  /** The origin of samples whose source numbers nothing. */
  public static final Origin NONE = new Origin(0, -1, 0);
}
