/** Checks what a unit holds, numbers, and loses. */
@NullMarked
package org.greenwave.simulator.field.device;

import org.jspecify.annotations.NullMarked;
