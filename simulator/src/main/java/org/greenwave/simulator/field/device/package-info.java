/**
 * The units of the simulated field: what a traffic sensor remembers and when it answers.
 *
 * <p>Pure: the time comes as an argument. A unit closes its periods, keeps the last four, numbers
 * them with 16 bits, and starts a new epoch when it restarts. When it is silent or restarts is
 * planned by its seed, so the journal can say of each period whether anybody could have read it.
 */
@NullMarked
package org.greenwave.simulator.field.device;

import org.jspecify.annotations.NullMarked;
