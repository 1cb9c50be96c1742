/** What a server tells a monitoring system: the names, and how they are written. Pure. */
@NullMarked
package org.greenwave.server.metrics;

import org.jspecify.annotations.NullMarked;
