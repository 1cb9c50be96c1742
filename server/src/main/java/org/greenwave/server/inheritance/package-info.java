/** How a system goes on when its Directory's majority, or all of it, is lost; with no server up. */
@NullMarked
package org.greenwave.server.inheritance;

import org.jspecify.annotations.NullMarked;
