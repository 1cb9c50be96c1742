package org.greenwave.simulator.simulation.world;

import org.greenwave.directory.failover.Decision;
import org.greenwave.directory.failover.Situation;
import org.greenwave.directory.hosting.HostState;
import org.greenwave.directory.laws.Law;

/** Sees what happens in the world: transcripts and laws are written from it. */
public interface Witness {
  /** An entry has been committed to the log. */
  default void committed(ReplicatedLog.Entry entry) {}

  /** A leader has decided about a role. */
  default void decided(Leadership leader, Situation situation, Decision decision) {}

  /** A role has come further on a server, or less far. */
  default void hosts(String server, String role, HostState state) {}

  /** A server's process has ended while it started a role. */
  default void endedInStart(String role) {}

  /** A server has begun to lead. */
  default void leads(String server, long term) {}

  /** A server has done something outward for a role, having claimed it. */
  default void acted(String server, String role, String action) {}

  /** The fence in a role's database has been raised. */
  default void fenced(String role, long before, long after) {}

  /** A promotion of the database has lost the claim to an action: it may be done again. */
  default void claimLost(String role, String action) {}

  /** A law is seen broken where it happens. */
  default void broken(Law law, String facts) {}
}
