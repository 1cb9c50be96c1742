/**
 * A small deterministic world around the pure core: virtual time, machines, a network that can be
 * cut, a replicated log, a role database with its fence, devices in the field.
 *
 * <p>The rules are the production ones ({@code org.greenwave.directory}); only the shell that
 * carries them out is modelled here. Scenarios and the seeded simulation share it.
 */
@NullMarked
package org.greenwave.simulator.simulation.world;

import org.jspecify.annotations.NullMarked;
