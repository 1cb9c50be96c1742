/** Real-time priority for what must not wait for its turn. */
@NullMarked
package org.greenwave.server.realtime;

import org.jspecify.annotations.NullMarked;
