/** The server's log: what a line looks like, and files that rotate within a cap. */
@NullMarked
package org.greenwave.server.logging;

import org.jspecify.annotations.NullMarked;
