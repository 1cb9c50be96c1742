/** Checks a field through its ports and files, as a poller and a trial see it. */
@NullMarked
package org.greenwave.simulator.field;

import org.jspecify.annotations.NullMarked;
