package org.greenwave.directory.failover;

import java.util.Optional;
import java.util.function.Supplier;
import org.greenwave.directory.Assignment;
import org.greenwave.directory.Grant;
import org.greenwave.directory.GrantReason;
import org.greenwave.directory.Reason;
import org.greenwave.directory.Role;
import org.greenwave.directory.WaitReason;
import org.greenwave.directory.failover.RoleReport.State;
import org.greenwave.directory.failover.Usability.Choice;

/** Why a role leaves a host that works: all of these are moves in order (rule 6). */
final class Departure {
  private Departure() {}

  /** The host was taken off the server list. One that works goes on until another is fit. */
  static Decision removed(Role role, String host, State state, Situation situation) {
    boolean works = state == State.ACTIVE;
    Choice choice = works ? successor(role, host, situation) : Usability.first(role, situation);
    return choice
        .server()
        .map(next -> Failover.move(role, next, situation, new GrantReason.HostRemoved(host, next)))
        .orElseGet(() ->
            Failover.wait(
                role,
                works
                    ? new WaitReason.RemovalWaits(host, choice.skipped())
                    : new WaitReason.NobodyUsable(choice.skipped())));
  }

  /** Planned downtime: only a server that is fit in every way takes over from a healthy one. */
  static Decision maintained(Role role, String host, Situation situation) {
    Choice choice = successor(role, host, situation);
    return choice
        .server()
        .map(next ->
            Failover.move(role, next, situation, new GrantReason.HostInMaintenance(host, next)))
        .orElseGet(
            () -> Failover.wait(role, new WaitReason.MaintenanceWaits(host, choice.but(host))));
  }

  /** The host is being stopped: who can host the role as well as it should has it before that. */
  static Decision leaving(Role role, String host, Situation situation) {
    Choice choice = Usability.firstReady(role, situation);
    return choice
        .server()
        .map(next ->
            Failover.move(
                role, next, situation, new GrantReason.HostLeaving(host, next, choice.skipped())))
        .orElseGet(() -> Failover.wait(role, new WaitReason.NobodyUsable(choice.skipped())));
  }

  /**
   * The server that the role left for its maintenance, when its successor fails and nobody else
   * can: it has the role rather than nobody.
   */
  static Optional<String> backToMaintained(Role role, Situation situation) {
    Reason last =
        switch (situation.directory().assignment(role.name())) {
          case Assignment.Held(Grant held) -> held.reason();
          case Assignment.HandingOver(_, Grant pending) -> pending.reason();
          case Assignment.Vacant _ -> new WaitReason.Deactivated();
        };
    return last instanceof GrantReason.HostInMaintenance(String from, _)
            && Usability.onlyMaintained(role, from, situation)
        ? Optional.of(from)
        : Optional.empty();
  }

  /** A database that only the host has lost is followed; one that nobody reaches moves no role. */
  static Optional<Decision> withoutDatabase(Role role, String host, Situation situation) {
    return Patience.databaseLost(role, host, situation)
        ? follow(role, host, situation)
        : Optional.empty();
  }

  private static Optional<Decision> follow(Role role, String host, Situation situation) {
    Choice choice = successor(role, host, situation);
    String lost = "it cannot write the role database";
    return choice
        .server()
        .filter(next -> Patience.databaseHeld(role, next, situation))
        .map(next ->
            unlessFlapping(
                role,
                situation,
                () ->
                    Failover.move(
                        role,
                        next,
                        situation,
                        new GrantReason.HostFailed(host, lost, next, choice.skipped()))));
  }

  /**
   * Who takes over from a host. One that has lost its database stores nothing, so rather than wait
   * for nobody else it gives the role to a server that failed of late.
   */
  private static Choice successor(Role role, String host, Situation situation) {
    Choice fit = Usability.firstFit(role, situation);
    return fit.server().isEmpty() && Patience.databaseLost(role, host, situation)
        ? Usability.firstReady(role, situation)
        : fit;
  }

  /**
   * A move that nobody and no lost server called for, unless the role has made too many of them. A
   * role without a working host is never held back (law L4).
   */
  static Decision unlessFlapping(Role role, Situation situation, Supplier<Decision> move) {
    return Guarding.flapping(role, situation)
        .map(reason -> Failover.wait(role, reason))
        .orElseGet(move);
  }
}
