package org.greenwave.directory.notice;

/** Where in the life of a condition a notice stands. */
public enum Phase {
  /** It happened, and that was all. */
  HAPPENED,
  /** It has begun, or has become worse, and goes on. */
  BEGAN,
  /** It still goes on, a day later. */
  GOES_ON,
  /** It is over. */
  OVER
}
