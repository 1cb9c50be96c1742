package org.greenwave.directory.hosting;

/** The four states of a host (rule table of leases and fences), with what it may do in each. */
public enum HostCondition {
  /** Lease and fence: everything. */
  ACTIVE("works"),
  /** Fence, no lease: everything that the database lets it. */
  ISOLATED("works, but hears no Directory; the role database alone licenses its writes"),
  /** Lease, no database: collects, and does nothing outward. */
  WAITING_FOR_DATABASE("collects and waits for the role database"),
  /** Neither: collects, nothing else. */
  STRANDED("hears neither the Directory nor the role database; it only collects");

  private final String clause;

  HostCondition(String clause) {
    this.clause = clause;
  }

  /** What the host does, as the rest of a sentence that begins with its name. */
  public String clause() {
    return clause;
  }

  /** The condition of a host that has these licences. */
  public static HostCondition of(boolean lease, boolean database) {
    if (lease) {
      return database ? ACTIVE : WAITING_FOR_DATABASE;
    }
    return database ? ISOLATED : STRANDED;
  }
}
