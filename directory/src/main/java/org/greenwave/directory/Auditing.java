package org.greenwave.directory;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.greenwave.directory.Change.OfNotices;
import org.greenwave.directory.Change.OfPeople;
import org.greenwave.directory.Directory.Stamp;
import org.greenwave.directory.audit.AuditEntry;
import org.greenwave.directory.audit.Author;
import org.greenwave.directory.audit.Difference;
import org.greenwave.directory.people.AccessKey;
import org.greenwave.directory.people.Account;
import org.jspecify.annotations.Nullable;

/** Writes down who has changed what, with old and new values, as the change is applied. */
final class Auditing {
  private Auditing() {}

  /** An outcome with its entry, if somebody asked for the change and it was accepted. */
  static Outcome recorded(Directory before, Change change, Stamp stamp, Outcome outcome) {
    // Who logs out has changed nothing, and could push out what was.
    Optional<Author> author =
        stamp.author().filter(_ -> !(change instanceof OfPeople.SessionEnded));
    if (author.isEmpty() || !(outcome instanceof Outcome.Accepted(Directory after))) {
      return outcome;
    }
    AuditEntry entry =
        new AuditEntry(
            stamp.at(),
            author.get().name(),
            author.get().address(),
            code(change),
            about(change),
            differences(change, before, after, author.get()));
    List<AuditEntry> longer = new ArrayList<>(after.audit());
    longer.add(entry);
    List<AuditEntry> kept =
        longer.subList(Math.max(0, longer.size() - Directory.AUDIT_LIMIT), longer.size());
    return new Outcome.Accepted(after.edit(draft -> draft.audit = kept));
  }

  private static String code(Change change) {
    return change
        .getClass()
        .getSimpleName()
        .replaceAll("(?<=.)([A-Z])", "-$1")
        .toLowerCase(Locale.ROOT);
  }

  private static String about(Change change) {
    return switch (change) {
      case Change.RoleCreated created -> created.role().name();
      case Change.RoleEdited edited -> edited.role();
      case Change.RoleDeleted deleted -> deleted.role();
      case Change.GuardReset reset -> reset.role();
      case Change.GrantIssued issued -> issued.grant().role();
      case Change.MoveBegun begun -> begun.pending().role();
      case Change.MoveCompleted completed -> completed.role();
      case Change.DatabaseSealed sealed -> sealed.role();
      case Change.MaintenanceSet set -> set.server();
      case Change.ServerJoined joined -> joined.server().name();
      case Change.ServerAnnounced announced -> announced.server().name();
      case Change.ServerRemoved removed -> removed.server();
      case Change.LeaderPreferred preferred -> preferred.server().orElse("system");
      case Change.ServerEnded ended -> ended.server();
      case Change.Founded _,
          Change.Inherited _,
          Change.TokenIssued _,
          Change.TimingsEdited _,
          Change.LevelRaised _ ->
          "system";
      case OfPeople people -> about(people);
      case OfNotices notices -> NoticeAudit.about(notices);
    };
  }

  private static String about(OfPeople change) {
    return switch (change) {
      case OfPeople.FirstAccountMade made -> made.name();
      case OfPeople.AccountMade made -> made.name();
      case OfPeople.AccountEdited edited -> edited.account();
      case OfPeople.AccountDeleted deleted -> deleted.account();
      case OfPeople.SessionsEnded ended -> ended.account();
      case OfPeople.KeyMade made -> made.key().name();
      case OfPeople.KeyDeleted deleted -> deleted.key();
      case OfPeople.FirstTokenIssued _, OfPeople.SessionEnded _ -> "system";
    };
  }

  private static List<Difference> differences(
      Change change, Directory before, Directory after, Author author) {
    return switch (change) {
      case Change.RoleCreated _, Change.RoleEdited _, Change.RoleDeleted _ ->
          role(before.roles().get(about(change)), after.roles().get(about(change)), author);
      case Change.TimingsEdited edited -> timings(edited.before(), edited.after());
      case Change.MaintenanceSet set ->
          Difference.between(
              maintenance(before.maintenance().get(set.server())),
              maintenance(after.maintenance().get(set.server())));
      case Change.TokenIssued(Change.JoinToken token) ->
          List.of(new Difference(joining(token) + " until", "", second(token.expires())));
      case Change.ServerJoined joined ->
          server(before.servers().get(about(change)), joined.server());
      case Change.ServerRemoved removed -> server(before.servers().get(removed.server()), null);
      case Change.LeaderPreferred preferred ->
          List.of(
              new Difference(
                  "preferred leader",
                  before.preferredLeader().orElse("none"),
                  preferred.server().orElse("none")));
      case Change.MoveBegun begun ->
          List.of(
              new Difference(
                  "host",
                  before.assignment(begun.pending().role()).grant().map(Grant::server).orElse(""),
                  begun.pending().server()));
      case Change.LevelRaised raised ->
          List.of(
              new Difference("level", before.level().toString(), Integer.toString(raised.level())));
      case Change.Inherited inherited ->
          List.of(new Difference("identity of the system", before.id(), inherited.id()));
      case OfPeople people -> people(about(people), before, after);
      case OfNotices notices -> NoticeAudit.differences(notices, before, after);
      case Change.GuardReset _,
          Change.Founded _,
          Change.ServerAnnounced _,
          Change.GrantIssued _,
          Change.MoveCompleted _,
          Change.DatabaseSealed _,
          Change.ServerEnded _ ->
          List.of();
    };
  }

  private static List<Difference> role(@Nullable Role before, @Nullable Role after, Author author) {
    List<Difference> differences = new ArrayList<>(Difference.between(facts(before), facts(after)));
    if (before != null && after != null) {
      differences.addAll(
          Difference.ofSecret(
              "database password", before.database().password(), after.database().password()));
      differences.addAll(author.noted());
    }
    return differences;
  }

  private static Map<String, String> facts(@Nullable Role role) {
    return role == null
        ? Map.of()
        : Map.of(
            "type", role.type(),
            "description", role.description(),
            "servers", String.join(" > ", role.servers()),
            "force execution on highest priority server", onOff(role.forceHighest()),
            "active", onOff(role.active()),
            "database", role.database().toString());
  }

  private static List<Difference> timings(Timings before, Timings after) {
    Map<String, String> was = new LinkedHashMap<>();
    Map<String, String> is = new LinkedHashMap<>();
    for (Timing timing : Timing.ALL) {
      was.put(timing.key(), Long.toString(timing.of().applyAsLong(before)));
      is.put(timing.key(), Long.toString(timing.of().applyAsLong(after)));
    }
    return Difference.between(was, is);
  }

  private static Map<String, String> maintenance(@Nullable Maintenance maintenance) {
    return maintenance == null
        ? Map.of("maintenance", "off")
        : Map.of("maintenance", "on", "note", maintenance.note());
  }

  private static List<Difference> people(String name, Directory before, Directory after) {
    Account was = before.people().accounts().get(name);
    Account is = after.people().accounts().get(name);
    List<Difference> differences = new ArrayList<>(Difference.between(facts(was), facts(is)));
    differences.addAll(
        Difference.between(
            facts(before.people().keys().get(name)), facts(after.people().keys().get(name))));
    if (was != null && is != null) {
      differences.addAll(
          Difference.ofSecret("password", was.password().value(), is.password().value()));
      if (was.epoch() != is.epoch()) {
        differences.add(new Difference("sessions", "", "ended"));
      }
    }
    return differences;
  }

  private static Map<String, String> facts(@Nullable Account account) {
    return account == null
        ? Map.of()
        : Map.of("right", word(account.right().name()), "may log in", onOff(account.active()));
  }

  private static Map<String, String> facts(@Nullable AccessKey key) {
    return key == null
        ? Map.of()
        : Map.of(
            "right of the key", word(key.right().name()),
            "expires", key.expires().map(Auditing::second).orElse("never"));
  }

  private static String joining(Change.JoinToken token) {
    return token
        .replaces()
        .map(name -> "another machine may join as " + name)
        .orElse("one " + token.kind().words() + " may join");
  }

  private static List<Difference> server(@Nullable Server before, @Nullable Server after) {
    return Difference.between(facts(before), facts(after));
  }

  private static Map<String, String> facts(@Nullable Server server) {
    return server == null
        ? Map.of()
        : Map.of("kind", server.kind().words(), "address", server.endpoints().host());
  }

  private static String word(String constant) {
    return constant.toLowerCase(Locale.ROOT);
  }

  private static String second(Instant instant) {
    return instant.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  private static String onOff(boolean on) {
    return on ? "on" : "off";
  }
}
