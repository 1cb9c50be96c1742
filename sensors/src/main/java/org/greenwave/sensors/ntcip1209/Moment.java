package org.greenwave.sensors.ntcip1209;

/**
 * When a device was read, by the clock that all hosts share and as well as can be known: after it
 * was asked and before it was judged, however much lies between the two.
 *
 * @param askedMillis not before this
 * @param judgedMillis not after this
 */
public record Moment(long askedMillis, long judgedMillis) {}
