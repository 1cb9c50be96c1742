package org.greenwave.simulator.simulation.world;

import org.greenwave.directory.failover.Decision;
import org.greenwave.directory.failover.Situation;

/** Sees what happens in the world: transcripts and laws are written from it. */
public interface Witness {
  /** An entry has been committed to the log. */
  default void committed(ReplicatedLog.Entry entry) {}

  /** A leader has decided about a role. */
  default void decided(String leader, Situation situation, Decision decision) {}

  /** A server has begun to lead. */
  default void leads(String server, long term) {}

  /** A server has done something outward for a role, having claimed it. */
  default void acted(String server, String role, String action) {}

  /** A law is seen broken where it happens. */
  default void broken(org.greenwave.directory.laws.Law law, String facts) {}
}
