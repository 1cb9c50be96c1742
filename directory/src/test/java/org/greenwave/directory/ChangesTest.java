package org.greenwave.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.greenwave.directory.Facts.NOON;
import static org.greenwave.directory.Facts.grant;
import static org.greenwave.directory.Facts.role;
import static org.greenwave.directory.Facts.server;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.greenwave.directory.failover.Finding.Severity;
import org.greenwave.directory.notice.Destination;
import org.greenwave.directory.notice.Recipient;
import org.greenwave.directory.people.Hidden;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Which changes the Directory accepts, and why it refuses the others. */
class ChangesTest {
  private static final Facts NEW = Facts.of("alpha", "beta");
  private static final Facts HELD = NEW.held("alpha", 1);
  private static final Facts MOVING = HELD.moving("beta", 2);

  static Stream<Arguments> changes() {
    return Stream.of(granting(), editing(), joining()).flatMap(cases -> cases);
  }

  private static Stream<Arguments> granting() {
    Grant late = new Grant("tss", "beta", "1", 2, 7, NOON, new Refusal.RoleUnknown("x"));
    return Stream.of(
        Arguments.of(NEW, issue("alpha", 1, 0), "accepted"),
        Arguments.of(NEW, issue("gamma", 1, 0), "not-on-list"),
        Arguments.of(HELD, issue("beta", 2, 0), "decision-stale"),
        Arguments.of(HELD, issue("beta", 1, 1), "decision-stale"),
        Arguments.of(HELD, new Change.GrantIssued(late, 1), "term-passed"),
        Arguments.of(HELD, new Change.MoveBegun(late, 1), "term-passed"),
        Arguments.of(NEW, new Change.MoveBegun(grant("beta", 1), 0), "decision-stale"),
        Arguments.of(MOVING, new Change.MoveBegun(grant("beta", 3), 2), "decision-stale"),
        Arguments.of(MOVING, issue("beta", 3, 2), "accepted"),
        Arguments.of(MOVING, new Change.MoveCompleted("tss", 2), "accepted"),
        Arguments.of(MOVING, new Change.MoveCompleted("tss", 1), "decision-stale"),
        Arguments.of(HELD, new Change.MoveCompleted("tss", 1), "decision-stale"),
        Arguments.of(deactivated(), issue("alpha", 1, 0), "role-unknown"));
  }

  private static Stream<Arguments> editing() {
    return Stream.of(
        Arguments.of(NEW, new Change.RoleCreated(role("Tss", "alpha"), "a"), "bad-name"),
        Arguments.of(NEW, new Change.RoleCreated(role("tss", "alpha"), "a"), "role-exists"),
        Arguments.of(NEW, new Change.RoleCreated(role("two"), "a"), "list-empty"),
        Arguments.of(NEW, new Change.RoleCreated(role("two", "zeta"), "a"), "server-unknown"),
        Arguments.of(NEW, edit(1, "beta", "beta"), "server-twice"),
        Arguments.of(NEW, edit(0, "beta"), "edit-stale"),
        Arguments.of(NEW, edit(1, "beta"), "accepted"),
        Arguments.of(NEW, new Change.RoleDeleted("tss", 2, "a"), "edit-stale"),
        Arguments.of(NEW, new Change.RoleDeleted("two", 1, "a"), "role-unknown"),
        Arguments.of(NEW, new Change.RoleDeleted("tss", 1, "a"), "accepted"));
  }

  private static Stream<Arguments> joining() {
    Facts token = NEW.change(token("t", Server.Kind.EXPANSION, 60));
    Facts expired = NEW.change(token("t", Server.Kind.EXPANSION, -1));
    Server zeta =
        new Server(
            "zeta",
            Server.Kind.EXPANSION,
            server("delta").endpoints(),
            "0.1.0",
            Optional.empty(),
            "");
    Server bad =
        new Server(
            "Zeta",
            Server.Kind.EXPANSION,
            server("delta").endpoints(),
            "0.1.0",
            Optional.empty(),
            "");
    return Stream.of(
        Arguments.of(NEW, new Change.Founded("id", "n", server("alpha")), "already-founded"),
        Arguments.of(token, new Change.ServerJoined(zeta, "t"), "accepted"),
        Arguments.of(token, new Change.ServerJoined(zeta, "u"), "token-refused"),
        Arguments.of(token, new Change.ServerJoined(server("alpha"), "t"), "token-refused"),
        Arguments.of(token, new Change.ServerJoined(server("delta"), "t"), "server-known"),
        Arguments.of(token, new Change.ServerJoined(bad, "t"), "bad-name"),
        Arguments.of(expired, new Change.ServerJoined(zeta, "t"), "token-expired"),
        Arguments.of(
            token.change(new Change.ServerJoined(zeta, "t")),
            new Change.ServerJoined(zeta, "t"),
            "token-refused"),
        Arguments.of(NEW, new Change.ServerAnnounced(zeta), "server-unknown"),
        Arguments.of(NEW, new Change.ServerAnnounced(server("beta")), "accepted"));
  }

  @ParameterizedTest(name = "{1}: {2}")
  @MethodSource("changes")
  void answers(Facts facts, Change change, String expected) {
    assertThat(facts.refused(change)).isEqualTo(expected);
  }

  @Test
  void aVacatedRoleKeepsItsFence() {
    Facts deleted = MOVING.change(new Change.RoleDeleted("tss", 1, "anna"));
    assertThat(deleted.directory().assignment("tss").fence()).isEqualTo(2);
    Facts again = deleted.change(new Change.RoleCreated(role("tss", "beta"), "anna"));
    assertThat(again.refused(issue("beta", 2, 2))).isEqualTo("decision-stale");
    assertThat(again.refused(issue("beta", 3, 2))).isEqualTo("accepted");
  }

  @Test
  void anEditSaysWhatItChanged() {
    HistoryEntry last = NEW.change(edit(1, "beta", "alpha")).directory().history().getLast();
    assertThat(last.sentence())
        .isEqualTo("anna changed the server list from alpha > beta to beta > alpha.");
  }

  @Test
  void theHistoryIsBounded() {
    Facts facts = NEW;
    for (int version = 1; version <= Directory.HISTORY_LIMIT + 20; version++) {
      facts = facts.change(edit(version, "beta"));
    }
    assertThat(facts.directory().history()).hasSize(Directory.HISTORY_LIMIT);
  }

  /**
   * One role that cannot be started anywhere is granted twice a minute, for as long as it takes.
   */
  @Test
  void aRoleThatFailsOverAndOverDoesNotWipeOutWhatHappenedToOthers() {
    Facts facts = NEW.change(new Change.RoleCreated(role("other", "beta"), "anna"));
    facts = granted(facts, Directory.HISTORY_LIMIT + 20, 1);
    List<HistoryEntry> history = facts.directory().history();
    assertThat(history).hasSize(Directory.HISTORY_LIMIT);
    assertThat(history).filteredOn(entry -> entry.about().equals("other")).hasSize(1);
    assertThat(history).filteredOn(entry -> entry.kind().equals("joined")).isNotEmpty();
    assertThat(history.getLast().fence()).isEqualTo(Directory.HISTORY_LIMIT + 20);
  }

  @Test
  void ofGrantsThatComeToNothingAFewAreToldAndThenOneADay() {
    Destination where = new Destination.Webhook("https://desk.example/", new Hidden(""));
    Recipient desk = new Recipient("desk", Severity.INFO, where, 0);
    Facts facts = NEW.change(new Change.OfNotices.RecipientAdded(desk, "anna"));
    Facts anHour = granted(facts, 60, 60);
    assertThat(anHour.directory().notices().latest()).hasSize(3);
    Facts aDay = granted(facts, 25 * 60, 60);
    assertThat(aDay.directory().notices().latest()).hasSize(4);
  }

  private static Facts granted(Facts facts, int times, long apartSeconds) {
    Facts after = facts;
    for (int time = 0; time < times; time++) {
      long fence = after.directory().assignment("tss").fence();
      after = after.change(tried(fence + 1), NOON.plusSeconds(time * apartSeconds));
    }
    return after;
  }

  private static Change tried(long fence) {
    GrantReason reason = new GrantReason.TriedAgain("alpha", List.of());
    return new Change.GrantIssued(
        new Grant("tss", "alpha", "1", fence, 1, NOON, reason), fence - 1);
  }

  @Test
  void whatIsBasedOnARoleThatWasDeletedDoesNotFitTheNextOfItsName() {
    Facts edited = NEW.change(edit(1, "beta", "alpha"));
    Facts again =
        edited
            .change(new Change.RoleDeleted("tss", 2, "anna"))
            .change(new Change.RoleCreated(role("tss", "beta"), "anna"));
    assertThat(again.refused(edit(1, "alpha"))).isEqualTo("edit-stale");
    assertThat(again.refused(edit(2, "alpha"))).isEqualTo("edit-stale");
    assertThat(again.refused(edit(again.role().version(), "alpha"))).isEqualTo("accepted");
  }

  @Test
  void aPasswordIsNeverPrinted() {
    assertThat(NEW.directory().toString()).doesNotContain("secret");
  }

  private static Change issue(String server, long fence, long expected) {
    return new Change.GrantIssued(grant(server, fence), expected);
  }

  private static Change.TokenIssued token(String hash, Server.Kind kind, long seconds) {
    return new Change.TokenIssued(
        new Change.JoinToken(hash, kind, NOON.plusSeconds(seconds), Optional.empty()));
  }

  private static Change.RoleEdited edit(long basedOn, String... list) {
    Change.RoleEdit edit =
        new Change.RoleEdit(
            Optional.empty(),
            Optional.of(List.of(list)),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    return new Change.RoleEdited("tss", basedOn, edit, "anna");
  }

  private static Facts deactivated() {
    Change.RoleEdit off =
        new Change.RoleEdit(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.of(false),
            Optional.empty(),
            Optional.empty());
    return NEW.change(new Change.RoleEdited("tss", 1, off, "anna"));
  }

  @Test
  void aMachineThatReplacesTheNextHostOfAMoveLeavesTheRoleToBeGrantedAnew() {
    Change.JoinToken token =
        new Change.JoinToken(
            "again", Server.Kind.DIRECTORY, Facts.NOON.plusSeconds(60), Optional.of("beta"));
    Facts facts =
        Facts.of("alpha", "beta")
            .held("alpha", 1)
            .moving("beta", 2)
            .change(new Change.TokenIssued(token))
            .change(new Change.ServerJoined(Facts.server("beta"), "again"));
    assertThat(facts.directory().assignment("tss"))
        .isEqualTo(new Assignment.Vacant(2, Optional.of(Facts.grant("alpha", 1))));
  }
}
