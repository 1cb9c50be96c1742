/**
 * What servers tell each other beside the log: beats and their answers, published changes,
 * hand-overs. JSON frames over TCP, in order, at most {@link
 * org.greenwave.server.wire.Link#FRAME_LIMIT} bytes each.
 */
@NullMarked
package org.greenwave.server.wire;

import org.jspecify.annotations.NullMarked;
