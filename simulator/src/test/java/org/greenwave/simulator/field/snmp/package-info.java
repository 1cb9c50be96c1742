/** Checks the answers to sound, wrong and hostile requests, bytes in and bytes out. */
@NullMarked
package org.greenwave.simulator.field.snmp;

import org.jspecify.annotations.NullMarked;
