/**
 * A data source that measures the system itself: kind {@code probe}, one zone, a sample each few
 * milliseconds by the host's own clock, stored in the same way as any other.
 *
 * <p>It makes a failover visible to within its pace: the last sample of the old host and the first
 * of the new one stand in the role database. It invents nothing for the time between.
 */
@NullMarked
package org.greenwave.tss.probe;

import org.jspecify.annotations.NullMarked;
