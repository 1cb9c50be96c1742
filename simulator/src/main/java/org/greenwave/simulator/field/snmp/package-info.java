/**
 * How a unit of the simulated field speaks: NTCIP 1209 v02 over SNMP v1 and v2c.
 *
 * <p>Bytes in, bytes out: a datagram, a unit and a time make an answer or none. The sockets are
 * elsewhere. SNMP4J's codec reads and writes the messages; the objects and the answers are our own,
 * so that the field and the driver it tests share no understanding of the standard.
 *
 * <p>A managed object exists for every zone, entry and class; units with as many zones share one
 * sorted {@link org.greenwave.simulator.field.snmp.Catalogue} of them, in which GET is a search and
 * GETNEXT the place after.
 */
@NullMarked
package org.greenwave.simulator.field.snmp;

import org.jspecify.annotations.NullMarked;
