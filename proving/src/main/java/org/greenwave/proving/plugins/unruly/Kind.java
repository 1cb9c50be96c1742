package org.greenwave.proving.plugins.unruly;

/** How a method of the unruly role misbehaves. */
public enum Kind {
  /** It throws an exception. */
  THROWS,
  /** It throws an error. */
  ERRS,
  /** It throws what cannot even tell its message. */
  MUTTERS,
  /** It refuses with a sentence of its own. */
  REFUSES,
  /** It does not return before it is interrupted. */
  HANGS,
  /** It never returns, interrupted or not. */
  STAYS,
  /** It never returns and takes a core. */
  SPINS,
  /** It returns null. */
  NOTHING,
  /** It returns what is no answer to the question. */
  GARBAGE,
  /** It takes memory until there is none. */
  EATS
}
