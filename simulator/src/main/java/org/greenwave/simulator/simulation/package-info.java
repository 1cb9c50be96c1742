/**
 * Chance against the laws: a seed makes a cluster, a plan and its faults; the laws are checked
 * after every event; then everything is healed, and it must settle.
 */
@NullMarked
package org.greenwave.simulator.simulation;

import org.jspecify.annotations.NullMarked;
