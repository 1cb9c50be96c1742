package org.greenwave.directory.failover;

import java.util.Map;
import java.util.Objects;

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
 * @param reserves what it has left of what runs out; unknown from an older version
 * @param leaving whether it is being stopped, and ends soon; no older version says so
 */
public record Beat(
    String server,
    String incarnation,
    long sequence,
    long latenessMillis,
    String release,
    Map<String, String> roleTypes,
    Map<String, RoleReport> roles,
    Map<String, String> gone,
    Reserves reserves,
    Boolean leaving) {
  public Beat {
    roleTypes = Map.copyOf(roleTypes);
    roles = Map.copyOf(roles);
    gone = Map.copyOf(gone);
    reserves = Objects.requireNonNullElse(reserves, Reserves.UNKNOWN);
    leaving = Objects.requireNonNullElse(leaving, false);
  }

  /** One that says nothing of its sender's reserves. */
  public Beat(
      String server,
      String incarnation,
      long sequence,
      long latenessMillis,
      String release,
      Map<String, String> roleTypes,
      Map<String, RoleReport> roles,
      Map<String, String> gone) {
    this(
        server,
        incarnation,
        sequence,
        latenessMillis,
        release,
        roleTypes,
        roles,
        gone,
        Reserves.UNKNOWN,
        false);
  }

  /** The same with other reports. */
  public Beat reporting(Map<String, RoleReport> reports) {
    return new Beat(
        server,
        incarnation,
        sequence,
        latenessMillis,
        release,
        roleTypes,
        reports,
        gone,
        reserves,
        leaving);
  }

  /** The same of a server that is being stopped, or not. */
  public Beat leaving(boolean leaves) {
    return new Beat(
        server,
        incarnation,
        sequence,
        latenessMillis,
        release,
        roleTypes,
        roles,
        gone,
        reserves,
        leaves);
  }
}
