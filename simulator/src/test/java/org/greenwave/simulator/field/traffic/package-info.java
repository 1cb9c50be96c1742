/** Checks that the model's traffic is believable, and the same for the same seed. */
@NullMarked
package org.greenwave.simulator.field.traffic;

import org.jspecify.annotations.NullMarked;
