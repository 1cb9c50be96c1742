package org.greenwave.directory;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.greenwave.directory.Change.AccountEdit;
import org.greenwave.directory.Change.OfPeople;
import org.greenwave.directory.Change.RoleEdit;
import org.greenwave.directory.Directory.Stamp;
import org.greenwave.directory.audit.AuditEntry;
import org.greenwave.directory.audit.Author;
import org.greenwave.directory.audit.Difference;
import org.greenwave.directory.people.Hidden;
import org.greenwave.directory.people.Right;
import org.junit.jupiter.api.Test;

/** Who has changed what is written down with old and new values, and without secrets. */
class AuditingTest {
  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
  private static final Difference NOTED = new Difference("settings/keepDays", "90", "60");
  private static final Author ANNA = new Author("anna", "10.0.0.9", List.of(NOTED));

  private Directory directory = Facts.of("alpha").directory();

  private Outcome by(Optional<Author> author, Change change) {
    Outcome outcome = directory.apply(change, new Stamp(NOON, 1, author));
    if (outcome instanceof Outcome.Accepted(Directory after)) {
      assertThat(after.version()).isEqualTo(directory.version() + 1);
      directory = after;
    }
    return outcome;
  }

  private AuditEntry last() {
    return directory.audit().getLast();
  }

  private void role() {
    Role.Database database = new Role.Database("jdbc:postgresql://db/g", "g", "s3cret");
    Role role = new Role("north", "tss", "", List.of("alpha"), false, true, database, "{}", 1);
    by(Optional.of(ANNA), new Change.RoleCreated(role, "anna"));
  }

  @Test
  void anEditTellsOldAndNewValuesAndWhatTheEdgeHasNoted() {
    role();
    assertThat(last().what()).isEqualTo("role-created");
    assertThat(last().differences()).contains(new Difference("servers", "", "alpha"));

    RoleEdit edit =
        new RoleEdit(
            Optional.of("by the river"),
            Optional.empty(),
            Optional.of(true),
            Optional.empty(),
            Optional.of(new Role.Database("jdbc:postgresql://db/g", "g", "0ther")),
            Optional.empty());
    by(Optional.of(ANNA), new Change.RoleEdited("north", 1, edit, "anna"));

    assertThat(last().who()).isEqualTo("anna");
    assertThat(last().address()).isEqualTo("10.0.0.9");
    assertThat(last().about()).isEqualTo("north");
    assertThat(last().differences())
        .containsExactly(
            new Difference("description", "", "by the river"),
            new Difference("force execution on highest priority server", "off", "on"),
            new Difference("database password", "(hidden)", "(changed)"),
            NOTED);
    assertThat(directory.audit().toString()).doesNotContain("s3cret", "0ther");
  }

  @Test
  void whatServersDoAndWhatIsRefusedIsNotWrittenDown() {
    role();
    by(Optional.empty(), new Change.GuardReset("tss", "anna"));
    assertThat(directory.audit()).hasSize(1);
    Outcome refused = by(Optional.of(ANNA), new Change.GuardReset("nothing", "anna"));
    assertThat(refused).isInstanceOf(Outcome.Refused.class);
    assertThat(directory.audit()).hasSize(1);
  }

  /** Anybody may log in and out as often as they like, who may change nothing, too. */
  @Test
  void whoLogsOutPushesNothingOut() {
    role();
    by(Optional.of(ANNA), new OfPeople.SessionEnded("session", NOON.plusSeconds(60)));
    assertThat(directory.audit()).hasSize(1);
    assertThat(last().what()).isEqualTo("role-created");
  }

  @Test
  void timingsAndMaintenanceTellWhatTheyWere() {
    Timings longer = Timing.changed(Timings.DEFAULT, Map.of("leaseMillis", 1_200L));
    by(Optional.of(ANNA), new Change.TimingsEdited(Timings.DEFAULT, longer, "anna"));
    assertThat(last().differences()).containsExactly(new Difference("leaseMillis", "750", "1200"));
    by(Optional.of(ANNA), new Change.MaintenanceSet("alpha", true, "new memory", "anna"));
    assertThat(last().differences())
        .containsExactly(
            new Difference("maintenance", "off", "on"), new Difference("note", "", "new memory"));
  }

  @Test
  void peopleAreToldWithoutTheirPasswords() {
    Hidden first = new Hidden("$argon2id$first");
    by(Optional.empty(), new OfPeople.FirstTokenIssued("hash", new Hidden("secret"), "alpha"));
    by(Optional.of(ANNA), new OfPeople.FirstAccountMade("hash", "anna", first));
    by(Optional.of(ANNA), new OfPeople.AccountMade("ben", Right.VIEW, first, "anna"));
    assertThat(last().differences())
        .containsExactly(
            new Difference("may log in", "", "on"), new Difference("right", "", "view"));
    AccountEdit edit =
        new AccountEdit(
            Optional.of(Right.ADMINISTER),
            Optional.empty(),
            Optional.of(new Hidden("$argon2id$second")));
    long version = Objects.requireNonNull(directory.people().accounts().get("ben")).version();
    by(Optional.of(ANNA), new OfPeople.AccountEdited("ben", version, edit, "anna"));
    assertThat(last().about()).isEqualTo("ben");
    assertThat(last().differences())
        .containsExactly(
            new Difference("right", "view", "administer"),
            new Difference("password", "(hidden)", "(changed)"),
            new Difference("sessions", "", "ended"));
    assertThat(directory.audit().toString()).doesNotContain("argon2");
    assertThat(directory.history().toString()).doesNotContain("argon2");
  }

  @Test
  void theLatestThousandAreKept() {
    role();
    for (int time = 0; time < Directory.AUDIT_LIMIT + 5; time++) {
      Author author = new Author("anna" + time, "10.0.0.9", List.of());
      by(Optional.of(author), new Change.GuardReset("tss", "anna"));
    }
    assertThat(directory.audit()).hasSize(Directory.AUDIT_LIMIT);
    assertThat(last().who()).isEqualTo("anna" + (Directory.AUDIT_LIMIT + 4));
  }
}
