/** Tables of what the NTCIP 1209 rules decide. */
@NullMarked
package org.greenwave.sensors.ntcip1209;

import org.jspecify.annotations.NullMarked;
