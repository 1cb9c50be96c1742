package org.greenwave.directory.failover;

import java.time.Instant;
import org.greenwave.directory.Directory;

/**
 * Everything that a decision is based on; saved, it lets the decision be replayed.
 *
 * @param directory the replicated facts
 * @param sightings what the leader last saw
 * @param nowMillis the leader's monotonic clock
 * @param at the leader's wall clock, for people only
 */
public record Situation(Directory directory, Sightings sightings, long nowMillis, Instant at) {}
