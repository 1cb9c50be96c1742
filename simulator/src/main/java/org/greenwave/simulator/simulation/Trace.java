package org.greenwave.simulator.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.greenwave.directory.Change;
import org.greenwave.directory.Grant;
import org.greenwave.directory.Outcome;
import org.greenwave.directory.hosting.HostState;
import org.greenwave.directory.laws.Law;
import org.greenwave.simulator.simulation.world.Agenda;
import org.greenwave.simulator.simulation.world.EventKind;
import org.greenwave.simulator.simulation.world.ReplicatedLog;
import org.greenwave.simulator.simulation.world.Witness;

/** What happened in a run: counted always, written down a line each when that is wanted. */
final class Trace implements Witness {
  private final Agenda agenda;
  private final boolean writing;
  private final List<String> lines = new ArrayList<>();
  private final Tally tally = new Tally();
  private String leader = "";
  private int struck;

  Trace(Agenda agenda, boolean writing) {
    this.agenda = agenda;
    this.writing = writing;
  }

  void event(EventKind kind) {
    tally.event(kind);
  }

  void fault(String kind, String what) {
    struck++;
    tally.thing("fault", kind);
    line(kind, what);
  }

  /** How many faults have struck something. */
  int struck() {
    return struck;
  }

  /** A law was really asked so often: nothing excused those whom it spoke of. */
  void judged(Law law, long times) {
    tally.things("judged", law.name(), times);
  }

  void wish(String kind, String what) {
    tally.thing("wish", kind);
    line(kind, what);
  }

  void line(String kind, String what) {
    if (writing) {
      write(kind + " " + what);
    }
  }

  private void write(String text) {
    long now = agenda.nowMillis();
    lines.add(String.format(Locale.ROOT, "%7.3f  %s", now / 1000.0, text));
  }

  @Override
  public void leads(String server, long term) {
    tally.thing("leader", "elected");
    if (!leader.isEmpty() && !leader.equals(server)) {
      tally.thing("leader", "changed");
    }
    leader = server;
    line(server, "leads in term " + term);
  }

  @Override
  public void hosts(String server, String role, HostState state) {
    if (writing) {
      write("%s %s on %s".formatted(role, state.getClass().getSimpleName(), server));
    }
  }

  @Override
  public void committed(ReplicatedLog.Entry entry) {
    if (!(entry.content() instanceof ReplicatedLog.Content.Changed(Change change))) {
      return;
    }
    switch (entry.outcome().orElseThrow()) {
      case Outcome.Accepted _ -> accepted(change);
      case Outcome.Refused(var reasons) ->
          reasons.forEach(reason -> {
            tally.thing("refused", reason.code());
            line("refused", reason.code());
          });
    }
  }

  private void accepted(Change change) {
    switch (change) {
      case Change.GrantIssued(Grant grant, _) -> granted("granted", grant);
      case Change.MoveBegun(Grant pending, _) -> granted("moving", pending);
      case Change.MoveCompleted(String role, long fence) -> line("moved", role + " fence " + fence);
      case Change.Founded _,
          Change.Inherited _,
          Change.MaintenanceSet _,
          Change.TimingsEdited _,
          Change.ServerEnded _,
          Change.DatabaseSealed _,
          Change.GuardReset _,
          Change.TokenIssued _,
          Change.ServerJoined _,
          Change.ServerAnnounced _,
          Change.ServerRemoved _,
          Change.LeaderPreferred _,
          Change.LevelRaised _,
          Change.RoleCreated _,
          Change.RoleEdited _,
          Change.OfPeople _,
          Change.OfNotices _,
          Change.RoleDeleted _ -> {
        if (writing) {
          write(change.toString());
        }
      }
    }
  }

  private void granted(String what, Grant grant) {
    tally.thing("granted", grant.reason().code());
    if (writing) {
      write(
          "%s %s to %s fence %d term %d [%s] %s"
              .formatted(
                  what,
                  grant.role(),
                  grant.incarnation(),
                  grant.fence(),
                  grant.term(),
                  grant.reason().code(),
                  grant.reason().sentence()));
    }
  }

  @Override
  public void fenced(String role, long before, long after) {
    if (writing && after > before) {
      write("%s has fence %d in the database".formatted(role, after));
    }
  }

  List<String> lines() {
    return lines;
  }

  Tally tally() {
    return tally;
  }
}
