package org.greenwave.simulator.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.greenwave.directory.Change;
import org.greenwave.directory.Grant;
import org.greenwave.directory.Outcome;
import org.greenwave.directory.hosting.HostState;
import org.greenwave.simulator.simulation.world.Agenda;
import org.greenwave.simulator.simulation.world.ReplicatedLog;
import org.greenwave.simulator.simulation.world.Witness;

/** What happened in a run, a line each, and how often which kind of thing did. */
final class Trace implements Witness {
  private final Agenda agenda;
  private final List<String> lines = new ArrayList<>();
  private final Map<String, Integer> kinds = new TreeMap<>();
  private long events;

  Trace(Agenda agenda) {
    this.agenda = agenda;
  }

  void event(String kind) {
    events++;
    kinds.merge("event " + kind, 1, Integer::sum);
  }

  void fault(String kind, String text) {
    kinds.merge("fault " + kind, 1, Integer::sum);
    line(kind + " " + text);
  }

  void line(String text) {
    long now = agenda.nowMillis();
    lines.add(String.format(Locale.ROOT, "%7.3f  %s", now / 1000.0, text));
  }

  @Override
  public void leads(String server, long term) {
    kinds.merge("leader", 1, Integer::sum);
    line("%s leads in term %d".formatted(server, term));
  }

  @Override
  public void hosts(String server, String role, HostState state) {
    line("%s %s on %s".formatted(role, state.getClass().getSimpleName(), server));
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
            kinds.merge("refused " + reason.code(), 1, Integer::sum);
            line("refused [%s] %s".formatted(reason.code(), reason.sentence()));
          });
    }
  }

  private void accepted(Change change) {
    String what = change.getClass().getSimpleName();
    switch (change) {
      case Change.GrantIssued(Grant grant, _) -> granted(what, grant);
      case Change.MoveBegun(Grant pending, _) -> granted(what, pending);
      case Change.MoveCompleted(String role, long fence) ->
          line("%s %s fence %d".formatted(what, role, fence));
      case Change.RoleEdited edited ->
          line("%s %s %s".formatted(what, edited.role(), edited.edit()));
      case Change.Founded _,
          Change.MaintenanceSet _,
          Change.TimingsEdited _,
          Change.ServerEnded _,
          Change.GuardReset _,
          Change.TokenIssued _,
          Change.ServerJoined _,
          Change.ServerAnnounced _,
          Change.RoleCreated _,
          Change.RoleDeleted _ ->
          line(what);
    }
  }

  private void granted(String what, Grant grant) {
    kinds.merge("granted " + grant.reason().code(), 1, Integer::sum);
    line(
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

  List<String> lines() {
    return lines;
  }

  Map<String, Integer> kinds() {
    return kinds;
  }

  long events() {
    return events;
  }
}
