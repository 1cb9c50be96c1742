package org.greenwave.simulator.simulation;

import org.greenwave.directory.laws.Law;

/** A run has shown that a law does not hold. */
final class LawBroken extends RuntimeException {
  private static final long serialVersionUID = 1;

  LawBroken(Law law, String facts) {
    super(law + ": " + law.sentence() + " " + facts);
  }
}
