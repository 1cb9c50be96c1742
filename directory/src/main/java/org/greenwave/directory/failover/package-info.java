/**
 * Who is to host a role, and why: the rules of failover.
 *
 * <p>{@link org.greenwave.directory.failover.Failover#decide} is the heart: a pure function of the
 * Directory, of what the leader last saw ({@link org.greenwave.directory.failover.Sightings}) and
 * of the time. The leader calls it on each tick and each new piece of evidence. {@link
 * org.greenwave.directory.failover.Standing} judges the host, {@link
 * org.greenwave.directory.failover.Usability} the candidates.
 */
@NullMarked
package org.greenwave.directory.failover;

import org.jspecify.annotations.NullMarked;
