package org.greenwave.simulator.field.device;

/**
 * Whether a period could have been read from its unit in the time for which the unit held it: from
 * its end until four more periods have ended, or the unit restarted.
 */
public enum Retrieval {
  /** At any moment of that time. */
  ALWAYS,
  /** Only for a part of it, since the unit was silent or lost it early; storing it is luck. */
  PARTLY,
  /** Never: whoever has not stored it has lost nothing that could be had. */
  NEVER
}
