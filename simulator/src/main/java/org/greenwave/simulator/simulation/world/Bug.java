package org.greenwave.simulator.simulation.world;

/** Mistakes that can be planted in the simulated shell, to see that the laws find them. */
public enum Bug {
  /** A host counts its lease from when the answer came, not from when the beat was sent. */
  LEASE_FROM_RECEIPT,
  /** A leader answers beats, its own too, without a barrier in the log. */
  NO_BARRIER,
  /** The role database takes writes under any fence. */
  FENCE_NOT_CHECKED,
  /** A restarted server starts a role under the grant of its former run. */
  OLD_GRANT_AFTER_RESTART,
  /** A grant is taken in another term than the one it was decided in. */
  GRANT_IN_LATER_TERM,
  /** A new leader does not wait for the leases that its predecessors gave. */
  NEW_LEADER_DOES_NOT_WAIT,
  /** A host counts a lease before it has applied what the leader had applied when giving it. */
  LEASE_BEFORE_LOG
}
