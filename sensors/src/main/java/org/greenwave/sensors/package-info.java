/**
 * The rules of traffic sensors, without any clock, thread or device.
 *
 * <p>A {@link org.greenwave.sensors.Unit} has {@link org.greenwave.sensors.Zone zones}; a zone
 * produces one {@link org.greenwave.sensors.Sample} per period. A sample's key is its zone and its
 * period's end; {@link org.greenwave.sensors.Freshness} says whether a zone still speaks. Protocols
 * have packages of their own. Time comes in as an argument, always as milliseconds since 1970.
 */
@NullMarked
package org.greenwave.sensors;

import org.jspecify.annotations.NullMarked;
