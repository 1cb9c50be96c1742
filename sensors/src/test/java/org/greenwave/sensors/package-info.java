/** Tables of what the rules of sensors decide. */
@NullMarked
package org.greenwave.sensors;

import org.jspecify.annotations.NullMarked;
