package org.greenwave.directory.failover;

import java.util.Map;

/**
 * A sign of life that a server sends to every Directory server at short intervals, and at once when
 * it has news. Soft state: never in the log; the loss of one costs nothing but time.
 *
 * @param server who sends it
 * @param incarnation the run of its process
 * @param sequence rises with each beat of an incarnation
 * @param latenessMillis how late its own beats have lately been
 * @param release the version of its software
 * @param roleTypes the versions of its plug-ins by role type
 * @param roles what it says of the roles that it is on the list of
 * @param gone the incarnations, by server, whose process it has seen end
 */
public record Beat(
    String server,
    String incarnation,
    long sequence,
    long latenessMillis,
    String release,
    Map<String, String> roleTypes,
    Map<String, RoleReport> roles,
    Map<String, String> gone) {
  public Beat {
    roleTypes = Map.copyOf(roleTypes);
    roles = Map.copyOf(roles);
    gone = Map.copyOf(gone);
  }

  /** The same with other reports. */
  public Beat reporting(Map<String, RoleReport> reports) {
    return new Beat(
        server, incarnation, sequence, latenessMillis, release, roleTypes, reports, gone);
  }
}
