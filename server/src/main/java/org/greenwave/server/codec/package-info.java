/** How the Directory's records are written in the log, on the wire and in snapshots: as JSON. */
@NullMarked
package org.greenwave.server.codec;

import org.jspecify.annotations.NullMarked;
