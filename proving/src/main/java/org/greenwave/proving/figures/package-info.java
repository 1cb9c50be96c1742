/** Measured times, and the bare processes that they are compared with. */
@NullMarked
package org.greenwave.proving.figures;

import org.jspecify.annotations.NullMarked;
