package org.greenwave.simulator.simulation.world;

/** Mistakes that can be planted in the simulated shell, to see that the laws find them. */
public enum Bug {
  /** A host counts its lease from when the answer came, not from when the beat was sent. */
  LEASE_FROM_RECEIPT,
  /** A leader answers beats, its own too, without a barrier in the log. */
  NO_BARRIER,
  /** A leader answers the beats of its own server without a barrier: it cannot be deceived. */
  OWN_BEATS_WITHOUT_BARRIER,
  /** A host is given leases while a grant to another is on its way. */
  ANSWERED_WHILE_DECIDING,
  /** A grant is taken in another term than the one it was decided in. */
  GRANT_IN_LATER_TERM,
  /** A host starts a role in another database and leaves the fence in the old one as it is. */
  LEFT_DATABASE_NOT_SEALED,
  /** A writing transaction reads the fence's row and does not lock it. */
  FENCE_READ_WITHOUT_LOCK,
  /** The role database takes writes under any fence. */
  FENCE_NOT_CHECKED,
  /** A new leader does not wait for the leases that its predecessors gave. */
  NEW_LEADER_DOES_NOT_WAIT,
  /** A restarted server starts a role under the grant of its former run. */
  OLD_GRANT_AFTER_RESTART,
  /** The force option returns a role to a better server however unsteady that one is. */
  FORCE_OPTION_FLAPS,
  /** A host says by its own clock when a device's period ended, and not by the anchor. */
  PERIOD_FROM_OWN_CLOCK,
  /** A host counts a lease before it has applied what the leader had applied when giving it. */
  LEASE_BEFORE_LOG,
  /** A leader that slept takes its own sleep for the silence of all others. */
  SLEEP_TAKEN_FOR_SILENCE,
  /** A server goes on with a log that has come to a level which it does not speak. */
  LEVEL_NOT_CHECKED,
  /** A host that is not heard any more keeps its role for ever. */
  SILENCE_IGNORED,
  /** A role goes to the first server of its list, dead or alive. */
  DEAD_IS_USABLE,
  /** A role goes to the last usable server of its list. */
  LAST_OF_LIST,
  /** The force option returns no role. */
  FORCE_OPTION_IGNORED,
  /** Every role is taken for a forced one. */
  FORCED_UNASKED,
  /** A connection that breaks is taken for the end of the process at its other end. */
  CUT_TAKEN_FOR_DEATH,
  /** A host acts outward before the database has its claim to that. */
  ACTS_BEFORE_COMMIT,
  /** A host goes on as if stored what the database has not said that it has. */
  LOST_ANSWER_TAKEN_FOR_COMMIT,
  /** A leader tells people that their edit is kept as soon as it has proposed it. */
  ACKNOWLEDGED_BEFORE_COMMIT
}
