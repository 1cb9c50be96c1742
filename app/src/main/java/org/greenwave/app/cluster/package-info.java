/**
 * Processes of one machine that are started, killed, frozen and continued on purpose.
 *
 * <p>Everything that a run starts belongs to a {@link org.greenwave.app.cluster.Cluster} and ends
 * with it; everything that it writes is in a {@link org.greenwave.app.cluster.WorkFolder} and goes
 * with it. If the run itself is killed, the next one finds what it left by the folder's own list of
 * processes, and clears it away. Nothing here knows what the processes do.
 */
@NullMarked
package org.greenwave.app.cluster;

import org.jspecify.annotations.NullMarked;
