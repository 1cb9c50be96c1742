package org.greenwave.server.people;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.TreeMap;
import org.greenwave.directory.people.AccessKey;
import org.greenwave.directory.people.Account;
import org.greenwave.directory.people.Hidden;
import org.greenwave.directory.people.People;
import org.greenwave.directory.people.Right;
import org.greenwave.server.join.Tokens;
import org.junit.jupiter.api.Test;

/** Who is let in by what they show, and for how long. */
class CallersTest {
  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
  private static final Account ANNA =
      new Account("anna", Right.ADMINISTER, true, new Hidden("$"), 7, 7);

  private People people =
      new People(new TreeMap<>(), new TreeMap<>(), new TreeMap<>(), new Hidden("secret"), "")
          .with(ANNA);
  private Instant now = NOON;
  private final Callers callers = new Callers(() -> people, () -> now, true);

  private Optional<Caller> by(String token) {
    return callers.of(Optional.of("Bearer " + token));
  }

  @Test
  void aSessionLastsItsLifeAndIsGoodOnEveryServer() {
    String token = callers.begin(ANNA).token();
    Callers another = new Callers(() -> people, () -> now, true);

    assertThat(another.of(Optional.of("bearer " + token))).map(Caller::name).contains("anna");
    now = NOON.plus(Sessions.LIFE).minusMillis(1);
    assertThat(by(token)).isPresent();
    now = NOON.plus(Sessions.LIFE);
    assertThat(by(token)).isEmpty();
  }

  @Test
  void aRenewedSessionIsTheSameOneAndLastsLonger() {
    Callers.Begun begun = callers.begin(ANNA);
    now = NOON.plus(Duration.ofHours(11));
    Callers.Begun renewed = callers.renew(new Caller.Person(ANNA, begun.session()));
    now = NOON.plus(Duration.ofHours(13));
    assertThat(by(begun.token())).isEmpty();
    assertThat(by(renewed.token())).isPresent();

    people = people.withEnded(begun.session().id(), renewed.session().expires(), now);
    assertThat(by(renewed.token())).isEmpty();
  }

  /** A session that was ended must not come back when a leader's clock does. */
  @Test
  void anEndedSessionStaysEndedWhenAnotherIsEndedWithAClockDaysAhead() {
    Callers.Begun begun = callers.begin(ANNA);
    people = people.withEnded(begun.session().id(), begun.session().expires(), now);
    Instant wrong = NOON.plus(Duration.ofDays(6));
    people = people.withEnded("another", wrong.plus(Sessions.LIFE), wrong);
    assertThat(by(begun.token())).isEmpty();

    Instant muchLater = NOON.plus(Duration.ofDays(30));
    people = people.withEnded("a third", muchLater.plus(Sessions.LIFE), muchLater);
    assertThat(people.ended()).containsOnlyKeys("a third");
  }

  @Test
  void aSessionThatIsOverIsToldWithItsEndToWhoShowsIt() {
    Callers.Begun begun = callers.begin(ANNA);
    Optional<String> shown = Optional.of("Bearer " + begun.token());
    assertThat(callers.over(shown)).isEmpty();
    now = NOON.plus(Duration.ofDays(1));
    assertThat(callers.over(shown)).contains(begun.session().expires());
    assertThat(callers.over(Optional.of("Bearer gws_nonsense"))).isEmpty();
    assertThat(callers.over(Optional.empty())).isEmpty();
  }

  @Test
  void whoeverIsShutOutDeletedOrGivenANewPasswordIsOutAtOnce() {
    String token = callers.begin(ANNA).token();
    people = people.with(new Account("anna", Right.ADMINISTER, false, new Hidden("$"), 7, 8));
    assertThat(by(token)).isEmpty();
    people = people.with(new Account("anna", Right.ADMINISTER, true, new Hidden("$"), 9, 9));
    assertThat(by(token)).isEmpty();
    people = people.withoutAccount("anna");
    assertThat(by(token)).isEmpty();
  }

  @Test
  void aRightThatWasTakenIsGoneAtOnce() {
    String token = callers.begin(ANNA).token();
    people = people.with(new Account("anna", Right.VIEW, true, new Hidden("$"), 7, 8));
    assertThat(by(token)).map(Caller::right).contains(Right.VIEW);
  }

  @Test
  void everyAlteredTokenIsRefused() {
    String token = callers.begin(ANNA).token();
    for (int at = 0; at < token.length(); at++) {
      char other = token.charAt(at) == 'A' ? 'B' : 'A';
      String altered = token.substring(0, at) + other + token.substring(at + 1);
      // The last character of each of the two parts holds bits that say nothing.
      if (at < token.length() - 1 && at != token.indexOf('.') - 1) {
        assertThat(by(altered)).as(altered).isEmpty();
      }
      assertThat(by(token.substring(0, at))).isEmpty();
    }
    people = people.awaitingFirst("", new Hidden("another"));
    assertThat(by(token)).as("a secret stays").isPresent();
    people =
        new People(people.accounts(), people.keys(), people.ended(), new Hidden("another"), "");
    assertThat(by(token)).as("another system's").isEmpty();
    people = new People(people.accounts(), people.keys(), people.ended(), new Hidden(""), "");
    assertThat(by(token)).as("no secret yet").isEmpty();
  }

  @Test
  void aKeyIsGoodUntilItExpiresOrIsDeleted() {
    Instant end = NOON.plus(Duration.ofDays(1));
    String hash = Tokens.hash("gwk_1");
    people = people.with(new AccessKey("ci", Right.VIEW, hash, "anna", NOON, Optional.of(end)));
    assertThat(by("gwk_1")).map(Caller::name).contains("the key ci");
    assertThat(by(hash)).isEmpty();
    assertThat(by("gwk_2")).isEmpty();
    now = end;
    assertThat(by("gwk_1")).isEmpty();
    now = NOON;
    people = people.withoutKey("ci");
    assertThat(by("gwk_1")).isEmpty();
  }

  @Test
  void whoShowsNothingIsAStrangerUnlessLoginsAreOff() {
    assertThat(callers.of(Optional.empty())).isEmpty();
    assertThat(callers.of(Optional.of(""))).isEmpty();
    assertThat(callers.of(Optional.of("Basic YTpi"))).isEmpty();
    Callers open = new Callers(() -> people, () -> now, false);
    assertThat(open.of(Optional.empty())).map(Caller::right).contains(Right.ADMINISTER);
    assertThat(open.of(Optional.of("Bearer nonsense"))).isEmpty();
  }
}
