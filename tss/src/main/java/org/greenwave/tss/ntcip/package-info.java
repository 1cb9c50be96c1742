/**
 * The data source kind {@code ntcip1209}: traffic sensors asked by SNMP over UDP.
 *
 * <p>One {@link org.greenwave.tss.ntcip.SnmpLink} serves all units. Each unit is a {@link
 * org.greenwave.tss.ntcip.Device} with at most one request under way: discovered, then polled soon
 * after each period's end, oldest entries first whenever something may be missing. Everything a
 * device knows is soft state: a new host reads the anchors from the database and asks for all
 * periods that the device still holds.
 */
@NullMarked
package org.greenwave.tss.ntcip;

import org.jspecify.annotations.NullMarked;
