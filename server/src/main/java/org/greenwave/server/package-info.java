/** The server process: reads its configuration, finds out who it is, and runs. */
@NullMarked
package org.greenwave.server;

import org.jspecify.annotations.NullMarked;
