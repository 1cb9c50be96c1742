/**
 * The traffic model of the simulated field: what passes over a detection zone in a period.
 *
 * <p>Everything is a function of a seed and a time that comes as an argument. The same seed and
 * time give the same vehicles, in whatever order and however often they are asked for, so a device
 * holds no state that a restart could lose and a trial can be repeated.
 *
 * <p>A carriageway has a demand by time of day, a fundamental diagram that ties flow to speed, and
 * congestion that begins at a bottleneck and travels upstream. Lanes share the flow; a detector
 * turns it into whole vehicles, occupancy and speed.
 */
@NullMarked
package org.greenwave.simulator.field.traffic;

import org.jspecify.annotations.NullMarked;
