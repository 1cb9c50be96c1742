package org.greenwave.directory.audit;

import java.time.Instant;
import java.util.List;

/**
 * What somebody has changed.
 *
 * @param at wall clock of the leader that took it
 * @param who the account or key
 * @param address where the request came from
 * @param what the kind of change, as {@code role-edited}
 * @param about the role, server, account or key, or {@code system}
 * @param differences old and new values
 */
public record AuditEntry(
    Instant at,
    String who,
    String address,
    String what,
    String about,
    List<Difference> differences) {
  public AuditEntry {
    differences = List.copyOf(differences);
  }
}
