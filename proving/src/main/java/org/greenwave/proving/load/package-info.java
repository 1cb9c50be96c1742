/** Busy machines: no role moves because a server is late. */
@NullMarked
package org.greenwave.proving.load;

import org.jspecify.annotations.NullMarked;
