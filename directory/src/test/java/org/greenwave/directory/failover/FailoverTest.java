package org.greenwave.directory.failover;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.greenwave.directory.Change;
import org.greenwave.directory.Facts;
import org.greenwave.directory.failover.RoleReport.State;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is decided about the role of three servers, case by case. */
class FailoverTest {
  private static final Facts NEW = Facts.of("alpha", "beta", "gamma");
  private static final Facts HOSTED = NEW.warm("beta", "gamma").held("alpha", 1);

  /** By a leader that has watched for a minute. */
  private static final Facts ACTIVATED = NEW.activated(false).activated(true);

  private static final Facts DELTA = Facts.of("delta", "beta").warm("alpha", "beta");
  private static final Facts HELD_BY_BETA = NEW.held("beta", 1);
  private static final RoleReport ANEW = new RoleReport(State.WARM, 1, true, 1, "words");

  static Stream<Arguments> cases() {
    return Stream.of(grants(), decidedGrants(), waits(), patientWaits(), reloads())
        .flatMap(all -> all);
  }

  private static Stream<Arguments> grants() {
    return Stream.of(
        on("a new role", NEW.warm("alpha", "beta"), "alpha 1 first-usable"),
        on(
            "the first of a role that has just been activated is ready",
            ACTIVATED.beat("beta", State.PREPARING, 0).warm("alpha"),
            "alpha 1 first-usable"),
        on(
            "the first of a role that was activated a while ago is not ready",
            ACTIVATED.after(5_000).beat("alpha", State.PREPARING, 0).warm("beta"),
            "beta 1 first-usable"),
        on("the first was never heard", NEW.warm("beta"), "beta 1 first-usable"),
        on(
            "the first refuses",
            NEW.beat("alpha", State.REFUSING, 0).warm("beta"),
            "beta 1 first-usable"),
        on(
            "the host's process ended, seen by two",
            DELTA
                .held("delta", 1)
                .active("delta", 1)
                .sawEnd("alpha", "delta")
                .sawEnd("beta", "delta"),
            "beta 2 host-gone"),
        on(
            "the host restarted",
            HOSTED.active("alpha", 1).beat("alpha", "2", Map.of(), Map.of()),
            "beta 2 host-restarted"),
        on(
            "every lease ran out",
            DELTA
                .held("delta", 1)
                .active("delta", 1)
                .leased("delta")
                .after(1_200)
                .warm("alpha", "beta"),
            "beta 2 lease-ran-out"));
  }

  private static Stream<Arguments> decidedGrants() {
    return Stream.of(
        on(
            "the host spent its grant",
            HOSTED.beat("alpha", State.REFUSING, 1),
            "beta 2 host-failed"),
        on(
            "only the host that spent its grant is usable again",
            Facts.of("alpha").held("alpha", 1).beat("alpha", State.WARM, 1),
            "alpha 2 tried-again"),
        on(
            "the database holds a higher fence",
            HOSTED.beat("alpha", "1", new RoleReport(State.WARM, 1, true, 7, "words")),
            "alpha 8 fence-overtaken"),
        on(
            "the database holds a higher fence than that of a host off the list",
            HOSTED
                .edited(list("beta", "gamma"))
                .beat("alpha", "1", new RoleReport(State.WARM, 1, true, 7, "words")),
            "beta 2 host-failed"),
        on("the database is another", replaced(State.WARM, true), "beta 2 database-replaced"),
        on(
            "the database is another, and the host refuses the role",
            replaced(State.REFUSING, true),
            "alpha 2 host-failed"),
        on(
            "the database is another, which the host cannot write",
            replaced(State.WARM, false),
            "alpha 2 host-failed"),
        on(
            "the database is another, and the host off the list",
            replaced(State.WARM, true).edited(list("alpha", "gamma")),
            "alpha 2 host-failed"),
        on(
            "the host was taken off the list",
            HOSTED.active("alpha", 1).edited(list("beta", "gamma")),
            "beta 2 host-removed"),
        on(
            "the force option and a settled better server",
            forced(NEW.warm("alpha").held("beta", 1), 10_100),
            "alpha 2 higher-priority"),
        on(
            "only the host has lost the database",
            lost(HOSTED.active("alpha", 1), true),
            "beta 2 host-failed"),
        on(
            "the host cannot start, for it alone has lost the database",
            lost(HOSTED.beat("alpha", State.STARTING, 1), State.STARTING, true),
            "beta 2 host-failed"));
  }

  private static Stream<Arguments> waits() {
    return Stream.of(
        on("all is well", HOSTED.active("alpha", 1), "host-healthy"),
        on("the host is starting", HOSTED.beat("alpha", State.STARTING, 1), "host-starting"),
        on("the host does not know yet", HOSTED.warm("alpha"), "host-starting"),
        on(
            "refusing, but the grant unknown",
            HOSTED.beat("alpha", State.REFUSING, 0),
            "host-starting"),
        on(
            "only the leader saw the end",
            DELTA.held("delta", 1).active("delta", 1).leased("delta").sawEnd("alpha", "delta"),
            "death-unconfirmed"),
        on(
            "silent, the lease still running",
            DELTA.held("delta", 1).active("delta", 1).after(950).leased("delta").warm("beta"),
            "lease-running"),
        on("nobody was heard", NEW, "nobody-usable"),
        on(
            "the better server has not settled",
            forced(NEW.warm("alpha").held("beta", 1), 5_000),
            "better-server-settling"),
        on(
            "the database is gone for everybody",
            lost(HOSTED.active("alpha", 1), false),
            "host-healthy"),
        on(
            "the database comes back, and answers another server first",
            lost(HOSTED.active("alpha", 1), false).warm("beta"),
            "host-healthy"),
        on("deactivated", HOSTED.activated(false), "deactivated"),
        on(
            "activated again while the last host stops",
            HOSTED.activated(false).activated(true).beat("alpha", State.STOPPING, 1),
            "host-stopping"),
        on("moving", HOSTED.active("alpha", 1).moving("beta", 2), "move-under-way"));
  }

  private static Stream<Arguments> patientWaits() {
    return Stream.of(
        on(
            "the host was taken off the list, and the only other server is not ready",
            HOSTED.beat("beta", State.PREPARING, 0).active("alpha", 1).edited(list("beta")),
            "removal-waits"),
        on(
            "the leader alone is deceived about the host's end, and hears it",
            deceived(DELTA.held("delta", 1), "alpha").active("delta", 1),
            "host-healthy"),
        on(
            "a follower alone is deceived about the host's end, which is heard",
            deceived(DELTA.held("delta", 1), "beta").active("delta", 1),
            "host-healthy"),
        on(
            "a role that has just been activated, and its first server is not ready",
            ACTIVATED.warm("beta").beat("alpha", State.PREPARING, 0),
            "server-preparing"),
        on(
            "a role that has just been activated, and its first server does not know of it",
            ACTIVATED.warm("beta").beat("alpha", "1", Map.of(), Map.of()),
            "server-preparing"),
        on(
            "the host waits for a database that nobody reaches",
            unwritable(HOSTED),
            "database-awaited"));
  }

  /** The role was held by the second server of the list. */
  private static Facts replaced(State state, boolean writable) {
    return NEW.held("beta", 1)
        .warm("alpha")
        .beat("beta", "1", new RoleReport(state, 1, writable, 1, "words"));
  }

  private static Stream<Arguments> reloads() {
    Facts settled = settled(HELD_BY_BETA.active("beta", 1), beta -> beta.active("beta", 1), 9_000);
    Facts edited = settled.database("jdbc:postgresql://other/g");
    Facts closed = HELD_BY_BETA.change(new Change.MaintenanceSet("beta", true, "", "anna"));
    Facts maintained = closed.beat("beta", "1", ANEW);
    return Stream.of(
        on(
            "the host loads the role for another database, and the other has done so",
            settled(edited, FailoverTest::reloading, 2_900),
            "host-reloading"),
        on(
            "the same, and it takes too long",
            settled(edited, FailoverTest::reloading, 3_200),
            "alpha 2 host-failed"),
        on(
            "the host has loaded the role for another database",
            edited.beat("beta", "1", ANEW),
            "beta 2 database-replaced"),
        on(
            "the same in its maintenance, and no other is ready",
            maintained.beat("alpha", State.PREPARING, 0),
            "beta 2 database-replaced"),
        on(
            "it loads the role in its maintenance, and no other is ready",
            reloading(closed.beat("alpha", State.PREPARING, 0)),
            "host-reloading"),
        on(
            "it has loaded it in its maintenance, and another is ready",
            maintained.warm("alpha"),
            "alpha 2 host-failed"));
  }

  private static Facts reloading(Facts facts) {
    return facts.beat("beta", "1", new RoleReport(State.PREPARING, 1, true, 1, "words"));
  }

  /** A while in which alpha is ready and beta says the same all the time. */
  private static Facts settled(Facts facts, UnaryOperator<Facts> beta, long forMillis) {
    Facts later = facts;
    for (long passed = 0; passed < forMillis; passed += 100) {
      later = beta.apply(later.warm("alpha").after(98));
    }
    return later;
  }

  private static Facts unwritable(Facts facts) {
    RoleReport starting = new RoleReport(State.STARTING, 1, false, 0, "words");
    Facts later = facts;
    for (int beats = 0; beats < 22; beats++) {
      later = later.beat("alpha", "1", starting).after(100);
    }
    return later;
  }

  /** Every beat of its witness says that the host has ended, whose own beats go on for a while. */
  private static Facts deceived(Facts facts, String witness) {
    Facts later = facts.active("delta", 1);
    for (int beats = 0; beats < 90; beats++) {
      later = later.sawEnd(witness, "delta").after(40).active("delta", 1).after(40);
      later = later.leased("delta");
    }
    return later;
  }

  private static Arguments on(String name, Facts facts, String expected) {
    return Arguments.of(Named.of(name, facts), expected);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("cases")
  void decides(Facts facts, String expected) {
    Decision decision = Failover.decide(facts.situation()).getFirst();
    String code = decision.reason().code();
    String said =
        decision
            .change()
            .map(change ->
                switch (change) {
                  case Change.GrantIssued(var g, _) -> g.server() + " " + g.fence() + " " + code;
                  case Change.MoveBegun(var g, _) -> g.server() + " " + g.fence() + " " + code;
                  default -> change.toString();
                })
            .orElse(code);
    assertThat(said).isEqualTo(expected);
    assertThat(decision.reason().sentence()).isNotBlank();
  }

  private static Change.RoleEdit list(String... servers) {
    return new Change.RoleEdit(
        Optional.empty(),
        Optional.of(List.of(servers)),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private static Facts forced(Facts facts, long forMillis) {
    Change.RoleEdit force =
        new Change.RoleEdit(
            Optional.empty(),
            Optional.empty(),
            Optional.of(true),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    Facts on = facts.edited(force);
    for (long passed = 0; passed < forMillis; passed += 500) {
      on = on.warm("alpha").active("beta", 1).after(498);
    }
    return on.warm("alpha");
  }

  private static Facts lost(Facts facts, boolean onlyHere) {
    return lost(facts, State.ACTIVE, onlyHere);
  }

  private static Facts lost(Facts facts, State state, boolean onlyHere) {
    RoleReport blind = new RoleReport(state, 1, false, 0, "words");
    RoleReport other = new RoleReport(State.WARM, 0, onlyHere, 0, "words");
    Facts on = facts;
    for (int beats = 0; beats < 8; beats++) {
      on = on.beat("alpha", "1", blind).beat("beta", "1", other).after(500);
    }
    return on.beat("alpha", "1", blind).beat("beta", "1", other);
  }
}
