/** How long servers take to start. */
@NullMarked
package org.greenwave.proving.start;

import org.jspecify.annotations.NullMarked;
