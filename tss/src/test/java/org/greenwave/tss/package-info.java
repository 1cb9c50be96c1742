/** The role on a real PostgreSQL, with devices that speak real SNMP over the loopback interface. */
@NullMarked
package org.greenwave.tss;

import org.jspecify.annotations.NullMarked;
