package org.greenwave.simulator.scenario;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.greenwave.directory.Change;
import org.greenwave.directory.Grant;
import org.greenwave.directory.GrantReason;
import org.greenwave.directory.LevelReason;
import org.greenwave.directory.Outcome;
import org.greenwave.directory.Reason;
import org.greenwave.directory.Refusal;
import org.greenwave.directory.SkipReason;
import org.greenwave.directory.StepReason;
import org.greenwave.directory.WaitReason;
import org.greenwave.directory.failover.Decision;
import org.greenwave.directory.failover.Situation;
import org.greenwave.simulator.simulation.world.Leadership;
import org.greenwave.simulator.simulation.world.ReplicatedLog;
import org.greenwave.simulator.simulation.world.Witness;
import org.greenwave.simulator.simulation.world.World;

/** Writes down grants, moves, refusals, and what is waited for when that changes. */
final class Transcript implements Witness {
  private static final Pattern NUMBERS = Pattern.compile("[0-9.]+ s");

  private final World world;
  private final Map<String, String> waitingFor = new HashMap<>();
  private List<String> lines = new ArrayList<>();

  Transcript(World world) {
    this.world = world;
  }

  List<String> take() {
    List<String> taken = lines;
    lines = new ArrayList<>();
    return taken;
  }

  @Override
  public void committed(ReplicatedLog.Entry entry) {
    if (!(entry.content() instanceof ReplicatedLog.Content.Changed(Change change))) {
      return;
    }
    switch (entry.outcome().orElseThrow()) {
      case Outcome.Accepted _ -> accepted(change);
      case Outcome.Refused(List<Refusal> reasons) ->
          reasons.forEach(reason -> refused(about(change), reason));
    }
  }

  private void accepted(Change change) {
    switch (change) {
      case Change.GrantIssued(Grant grant, _) -> granted("->", grant);
      case Change.MoveBegun(Grant pending, _) -> granted("=>", pending);
      case Change.MoveCompleted(String role, long fence) ->
          line("%s is handed over  fence %d".formatted(role, fence));
      case Change.ServerEnded(String role, String server, _) ->
          line("%s has ended the process on %s".formatted(role, server));
      case Change.DatabaseSealed(String role, _) -> line(role + " has sealed what it left");
      case Change.LevelRaised(int level, LevelReason reason) ->
          line("level -> %d  %s".formatted(level, said(reason)));
      case Change.Founded _,
          Change.Inherited _,
          Change.MaintenanceSet _,
          Change.TimingsEdited _,
          Change.GuardReset _,
          Change.TokenIssued _,
          Change.ServerJoined _,
          Change.ServerAnnounced _,
          Change.ServerRemoved _,
          Change.LeaderPreferred _,
          Change.RoleCreated _,
          Change.RoleEdited _,
          Change.OfPeople _,
          Change.OfNotices _,
          Change.RoleDeleted _ -> {}
    }
  }

  private void granted(String arrow, Grant grant) {
    waitingFor.remove(grant.role());
    line(
        "%s %s %s  fence %d  %s"
            .formatted(grant.role(), arrow, grant.server(), grant.fence(), said(grant.reason())));
    skipped(grant.reason()).forEach(this::skip);
  }

  private static String about(Change change) {
    return switch (change) {
      case Change.GrantIssued(Grant grant, _) -> grant.role() + " -> " + grant.server();
      case Change.MoveBegun(Grant pending, _) -> pending.role() + " => " + pending.server();
      case Change.MoveCompleted(String role, _) -> role + " handed over";
      case Change.DatabaseSealed(String role, _) -> "sealing of " + role;
      case Change.RoleCreated created -> "role " + created.role().name();
      case Change.RoleEdited edited -> "edit of " + edited.role();
      case Change.RoleDeleted deleted -> "delete " + deleted.role();
      case Change.ServerJoined joined -> joined.server().name() + " joining";
      case Change.ServerAnnounced announced -> announced.server().name();
      case Change.ServerRemoved removed -> "removal of " + removed.server();
      case Change.LeaderPreferred _ -> "preferred leader";
      case Change.LevelRaised raised -> "level %d".formatted(raised.level());
      case Change.Founded _ -> "founding";
      case Change.Inherited inherited -> inherited.heir().name() + " carrying the system on";
      case Change.TokenIssued _ -> "token";
      case Change.MaintenanceSet set -> "maintenance of " + set.server();
      case Change.TimingsEdited _ -> "timings";
      case Change.ServerEnded ended -> "end of " + ended.server();
      case Change.GuardReset reset -> "reset of " + reset.role();
      case Change.OfPeople people -> about(people);
      case Change.OfNotices notices -> about(notices);
    };
  }

  private static String about(Change.OfPeople change) {
    return switch (change) {
      case Change.OfPeople.FirstTokenIssued _ -> "first token";
      case Change.OfPeople.FirstAccountMade made -> "first account " + made.name();
      case Change.OfPeople.AccountMade made -> "account " + made.name();
      case Change.OfPeople.AccountEdited edited -> "edit of " + edited.account();
      case Change.OfPeople.AccountDeleted deleted -> "delete " + deleted.account();
      case Change.OfPeople.SessionsEnded ended -> "sessions of " + ended.account();
      case Change.OfPeople.SessionEnded _ -> "session";
      case Change.OfPeople.KeyMade made -> "key " + made.key().name();
      case Change.OfPeople.KeyDeleted deleted -> "delete key " + deleted.key();
    };
  }

  private static String about(Change.OfNotices change) {
    return switch (change) {
      case Change.OfNotices.HoldSet _ -> "time to hold";
      case Change.OfNotices.RecipientAdded added -> "recipient " + added.recipient().name();
      case Change.OfNotices.RecipientEdited edited -> "edit of " + edited.recipient().name();
      case Change.OfNotices.RecipientRemoved removed -> "removal of " + removed.recipient();
      case Change.OfNotices.RecipientTested tested -> "test of " + tested.delivery().recipient();
      case Change.OfNotices.NoticesTold _ -> "notices";
      case Change.OfNotices.NoticesDelivered _ -> "deliveries";
    };
  }

  void refused(String what, Reason reason) {
    line("%s refused  %s".formatted(what, said(reason)));
    if (reason instanceof Refusal.CannotTakeOver(SkipReason why)) {
      skip(why);
    }
  }

  @Override
  public void decided(Leadership leader, Situation situation, Decision decision) {
    boolean present = world.leader().filter(leader::equals).isPresent();
    if (!present || !(decision.reason() instanceof WaitReason wait)) {
      return;
    }
    String key = NUMBERS.matcher(wait.sentence()).replaceAll("");
    if (!key.equals(waitingFor.put(decision.role(), key))) {
      line("%s: %s".formatted(decision.role(), said(wait)));
      skipped(wait).forEach(this::skip);
    }
  }

  @Override
  public void leads(String server, long term) {
    line("leader -> " + server);
  }

  static String said(Reason reason) {
    return "[%s] %s".formatted(reason.code(), reason.sentence());
  }

  private static List<SkipReason> skipped(Reason reason) {
    return switch (reason) {
      case GrantReason.FirstUsable first -> first.skipped();
      case GrantReason.HeirTakesOver heir -> heir.skipped();
      case GrantReason.HostGone gone -> gone.skipped();
      case GrantReason.HostRestarted restarted -> restarted.skipped();
      case GrantReason.LeaseRanOut ranOut -> ranOut.skipped();
      case GrantReason.HostFailed failed -> failed.skipped();
      case GrantReason.TriedAgain again -> again.skipped();
      case WaitReason.NobodyUsable nobody -> nobody.skipped();
      case WaitReason.MaintenanceWaits waits -> waits.skipped();
      case WaitReason.RemovalWaits waits -> waits.skipped();
      case GrantReason _, WaitReason _, SkipReason _, LevelReason _, StepReason _, Refusal _ ->
          List.of();
    };
  }

  private void skip(SkipReason reason) {
    lines.add("         passed over: %s  [%s]".formatted(reason.server(), reason.code()));
  }

  /** More about the line before. */
  void more(String text) {
    lines.add("         " + text);
  }

  void line(String text) {
    long now = world.agenda().nowMillis();
    lines.add(
        String.format(
            Locale.ROOT, "%02d:%02d.%d  %s", now / 60_000, now / 1000 % 60, now / 100 % 10, text));
  }
}
