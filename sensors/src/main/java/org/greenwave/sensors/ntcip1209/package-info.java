/**
 * NTCIP 1209 v02, transportation sensor systems, as values: what to ask a device, what its answers
 * mean, which period an entry belongs to, and when to ask again.
 *
 * <p>{@link org.greenwave.sensors.ntcip1209.Requests} makes lists of object identifiers that fit
 * one message. {@link org.greenwave.sensors.ntcip1209.Answers} reads variable bindings; whatever a
 * device sends becomes an entry, a marked value or a fault, never an exception. {@link
 * org.greenwave.sensors.ntcip1209.Continuity} gives entries their period ends. {@link
 * org.greenwave.sensors.ntcip1209.Phase} finds the moment just after a period's end. Sections named
 * in comments are those of NTCIP 1209 version v02.
 */
@NullMarked
package org.greenwave.sensors.ntcip1209;

import org.jspecify.annotations.NullMarked;
