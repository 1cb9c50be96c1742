package org.greenwave.sensors.ntcip1209;

/**
 * The last period of a zone whose end is known; the ends of later ones follow from it.
 *
 * @param epoch counts the unbroken runs of the device's sequence, from 1
 * @param sequence the period's number in the device
 * @param periodEndMillis when it ended
 * @param periodSeconds how long the periods of this epoch are
 * @param fingerprint of the period's entry
 */
public record Anchor(
    int epoch, int sequence, long periodEndMillis, int periodSeconds, int fingerprint) {}
