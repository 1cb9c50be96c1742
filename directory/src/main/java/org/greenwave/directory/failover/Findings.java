package org.greenwave.directory.failover;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.greenwave.directory.Maintenance;
import org.greenwave.directory.Reason;
import org.greenwave.directory.Role;
import org.greenwave.directory.RoleGuard;
import org.greenwave.directory.Server;
import org.greenwave.directory.SkipReason;
import org.greenwave.directory.WaitReason;
import org.greenwave.directory.failover.Finding.Severity;
import org.greenwave.directory.failover.RoleReport.State;
import org.greenwave.directory.notice.NoticeKind;

/** What is wrong or about to be, loudest first. Nothing is silent (rule 9). */
public final class Findings {
  private Findings() {}

  /** The findings; empty when all is well. */
  public static List<Finding> of(Situation situation) {
    List<Finding> findings = new ArrayList<>();
    directory(situation, findings);
    situation.directory().roles().values().forEach(role -> role(role, situation, findings));
    situation.directory().servers().values().forEach(server -> server(server, situation, findings));
    findings.sort(Comparator.comparing(Finding::severity));
    return List.copyOf(findings);
  }

  private static void directory(Situation situation, List<Finding> findings) {
    int all = situation.directory().directoryServers().size();
    int living = Majority.living(situation);
    if (all == 1) {
      findings.add(
          new Finding(
                  Severity.WARNING,
                  "directory",
                  "There is only one Directory server; while it is down, roles go on, but none"
                      + " fails over.",
                  "Let two more Directory servers join.")
              .toldAs(NoticeKind.DIRECTORY_WEAK));
    } else if (living == 2 && all == 2) {
      findings.add(
          new Finding(
                  Severity.WARNING,
                  "directory",
                  "There are only two Directory servers; the Directory would not survive the loss"
                      + " of either.",
                  "Let a third one join; a witness will do.")
              .toldAs(NoticeKind.DIRECTORY_WEAK));
    } else if (!Majority.survivesLoss(situation)) {
      findings.add(
          new Finding(
                  Severity.WARNING,
                  "directory",
                  "%d of %d Directory servers are up; the Directory would not survive another loss."
                      .formatted(living, all),
                  "Bring the missing Directory servers back, or put others in their places.")
              .toldAs(NoticeKind.DIRECTORY_WEAK));
    } else if (all % 2 == 0) {
      findings.add(
          new Finding(
              Severity.INFO,
              "directory",
              "%d Directory servers survive no more losses than %d do.".formatted(all, all - 1),
              "Let another one join, or remove one."));
    }
  }

  private static void role(Role role, Situation situation, List<Finding> findings) {
    if (!role.active()) {
      return;
    }
    String about = "role " + role.name();
    boolean hosted =
        situation
            .directory()
            .assignment(role.name())
            .grant()
            .filter(grant ->
                Standing.of(grant, situation) instanceof Standing.Healthy(State state)
                    && state == State.ACTIVE)
            .isPresent();
    if (!hosted) {
      findings.add(
          new Finding(
                  Severity.ERROR,
                  about,
                  role.name()
                      + " has no working host. "
                      + Failover.decide(role, situation).reason().sentence(),
                  "See System status for each server of its list.")
              .toldAs(NoticeKind.NO_HOST));
    } else {
      Optional<Finding> lost = lostDatabase(role, situation);
      lost.ifPresent(findings::add);
      noStandby(role, situation, lost.isPresent()).ifPresent(findings::add);
      Sealing.unsealed(role, situation).ifPresent(findings::add);
    }
    heldBack(role, situation, findings);
  }

  /** A host without its database stores nothing, however well it is otherwise. */
  private static Optional<Finding> lostDatabase(Role role, Situation situation) {
    return situation
        .directory()
        .assignment(role.name())
        .grant()
        .filter(grant -> !writesFrom(grant.server(), role, situation))
        .map(grant ->
            new Finding(
                    Severity.ERROR,
                    "role " + role.name(),
                    ("%s works on %s, but its database cannot be written from there; what it"
                            + " collects waits.")
                        .formatted(role.name(), grant.server()),
                    "Bring the database back, or mend the way to it; nothing is stored until then.")
                .toldAs(NoticeKind.DATABASE_LOST));
  }

  private static boolean writesFrom(String server, Role role, Situation situation) {
    return situation
        .sightings()
        .of(server)
        .map(sighting -> sighting.roles().get(role.name()))
        .filter(report -> !report.databaseWritable())
        .isEmpty();
  }

  /** Standbys that lack nothing but the database, as their host does, are not what is missing. */
  private static Optional<Finding> noStandby(Role role, Situation situation, boolean lost) {
    List<SkipReason> unusable = unusable(role, situation);
    boolean onlyTheDatabase =
        lost
            && !unusable.isEmpty()
            && unusable.stream().allMatch(SkipReason.DatabaseNotWritable.class::isInstance);
    if (standbys(role, situation) > 0 || onlyTheDatabase) {
      return Optional.empty();
    }
    return Optional.of(
        new Finding(
                Severity.ERROR,
                "role " + role.name(),
                noStandby(role, unusable),
                "Bring a server of its list back, or add one.")
            .toldAs(NoticeKind.NO_STANDBY));
  }

  private static void heldBack(Role role, Situation situation, List<Finding> findings) {
    String about = "role " + role.name();
    Reason reason = Failover.decide(role, situation).reason();
    if (reason instanceof WaitReason.FlapGuard || reason instanceof WaitReason.MaintenanceWaits) {
      Finding waits =
          new Finding(
              Severity.WARNING, about, reason.sentence(), "See its history for what goes wrong.");
      findings.add(
          reason instanceof WaitReason.FlapGuard ? waits.toldAs(NoticeKind.FLAP_GUARD) : waits);
    }
    RoleGuard guard = situation.directory().guard(role.name());
    if (guard.heldBack()) {
      findings.add(
          new Finding(
                  Severity.WARNING,
                  about,
                  "%s has ended %d server processes; it is kept from the last Directory majority."
                      .formatted(role.name(), guard.endings().size()),
                  "Find out why it hangs, then reset it.")
              .toldAs(NoticeKind.HELD_BACK));
    }
  }

  private static long standbys(Role role, Situation situation) {
    return others(role, situation).stream()
        .filter(server -> Usability.skip(role, server, situation).isEmpty())
        .count();
  }

  private static String noStandby(Role role, List<SkipReason> unusable) {
    return unusable.isEmpty()
        ? role.name() + " has no standby: there is no other server on its list."
        : role.name() + " has no usable standby: " + SkipReason.clause(unusable) + ".";
  }

  private static List<SkipReason> unusable(Role role, Situation situation) {
    return others(role, situation).stream()
        .flatMap(server -> Usability.skip(role, server, situation).stream())
        .toList();
  }

  private static List<String> others(Role role, Situation situation) {
    String host =
        situation
            .directory()
            .assignment(role.name())
            .grant()
            .map(grant -> grant.server())
            .orElse("");
    return role.servers().stream().filter(server -> !server.equals(host)).toList();
  }

  private static void server(Server server, Situation situation, List<Finding> findings) {
    Maintenance maintenance = situation.directory().maintenance().get(server.name());
    if (situation.directory().lost(server.name())) {
      findings.add(lost(server.name()));
    } else if (maintenance != null) {
      findings.add(maintained(server.name(), maintenance, situation));
    } else if (!Majority.alive(server.name(), situation)) {
      boolean gone = situation.sightings().seemsEnded(server.name());
      findings.add(
          new Finding(
                  Severity.WARNING,
                  "server " + server.name(),
                  server.name() + (gone ? " is not running." : " is not heard from."),
                  "Start it, or find out what keeps it from being heard.")
              .toldAs(NoticeKind.SERVER_LOST));
    } else if (server.votes() && !Majority.takesPart(server.name(), situation)) {
      findings.add(absent(server, situation.sightings().watcher()));
    }
    situation
        .sightings()
        .of(server.name())
        .filter(_ -> Majority.alive(server.name(), situation))
        .ifPresent(seen -> {
          findings.addAll(RunningOut.of(server.name(), seen.reserves()));
          ClockSkew.of(server.name(), seen, situation).ifPresent(findings::add);
        });
  }

  /** What a server that keeps the Directory says when it hears no leader. */
  public static Finding unheard(String server) {
    return new Finding(
            Severity.ERROR,
            "directory",
            "Failover is unavailable: no Directory leader can be heard from " + server + ".",
            "Bring back a majority of the Directory servers, or mend the network between them.")
        .toldAs(NoticeKind.NO_LEADER);
  }

  /**
   * What a server that watches nobody says in place of what it cannot find: silence would pass for
   * all being well.
   *
   * @param watchers the servers that do, each with its address
   */
  public static Finding unwatched(String server, List<String> watchers) {
    return new Finding(
        Severity.WARNING,
        "server " + server,
        server
            + " is an expansion server and does not watch the others; what is wrong with servers,"
            + " roles or the Directory is not shown here.",
        watchers.isEmpty()
            ? "Ask a Directory server."
            : "Ask a Directory server: " + String.join(", ", watchers) + ".");
  }

  /** Beats and the log go different ways, of which a firewall may let through one. */
  private static Finding absent(Server server, String watcher) {
    return new Finding(
        Severity.WARNING,
        "server " + server.name(),
        ("%s is heard, but takes no part in the Directory: %s does not reach it at %s:%d, or its"
                + " log hangs or is far behind.")
            .formatted(
                server.name(), watcher, server.endpoints().host(), server.endpoints().consensus()),
        "Let that port through from every Directory server; if it is open, see the log of "
            + server.name()
            + ", or restart it.");
  }

  private static Finding lost(String server) {
    return new Finding(
        Severity.WARNING,
        "server " + server,
        server + " was lost with the system that this one succeeds.",
        "Let another machine take its place: greenwave token --replaces " + server + ".");
  }

  private static Finding maintained(String server, Maintenance maintenance, Situation situation) {
    boolean hosts =
        situation.directory().assignments().values().stream()
            .anyMatch(assignment -> assignment.names(server));
    String note = maintenance.note().isEmpty() ? "" : " (" + maintenance.note() + ")";
    return new Finding(
        Severity.INFO,
        "server " + server,
        server + " is in maintenance" + note + (hosts ? "." : " and hosts nothing."),
        hosts ? "Wait until its roles have moved." : "End its maintenance when it is done.");
  }
}
