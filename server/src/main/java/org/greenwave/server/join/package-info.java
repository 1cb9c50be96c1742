/** How a new server comes into a system: with a one-time token, by asking any server of it. */
@NullMarked
package org.greenwave.server.join;

import org.jspecify.annotations.NullMarked;
