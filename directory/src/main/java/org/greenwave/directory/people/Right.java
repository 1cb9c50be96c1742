package org.greenwave.directory.people;

/** What somebody may do. */
public enum Right {
  /** See everything but accounts and keys; change nothing. */
  VIEW,
  /** See and change everything. */
  ADMINISTER;

  /** Whether who has this right may do what needs another. */
  public boolean covers(Right needed) {
    return compareTo(needed) >= 0;
  }
}
