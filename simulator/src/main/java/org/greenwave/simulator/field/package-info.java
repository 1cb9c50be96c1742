/**
 * The simulated field: traffic sensors that speak a real protocol on the loopback interface.
 *
 * <p>One process, one thread: a selector feeds the datagrams of all units to their agents and
 * closes the units' periods when they are due. {@link org.greenwave.simulator.field.Journal} is the
 * field's own record of what every zone measured; against it a trial counts what was lost or stored
 * twice.
 *
 * <p>Here are the sockets, the clock and the files; what the traffic does ({@code traffic}), what a
 * unit remembers ({@code device}) and what it answers ({@code snmp}) is pure.
 */
@NullMarked
package org.greenwave.simulator.field;

import org.jspecify.annotations.NullMarked;
