/** What harms a cluster in a network of its own, what mends it, and when it is whole again. */
@NullMarked
package org.greenwave.proving.harm;

import org.jspecify.annotations.NullMarked;
