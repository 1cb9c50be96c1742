package org.greenwave.directory.hosting;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.stream.Stream;
import org.greenwave.directory.Facts;
import org.greenwave.directory.Grant;
import org.greenwave.directory.failover.RoleReport;
import org.greenwave.directory.failover.RoleReport.State;
import org.greenwave.directory.hosting.HostState.Active;
import org.greenwave.directory.hosting.HostState.FencedOff;
import org.greenwave.directory.hosting.HostState.Preparing;
import org.greenwave.directory.hosting.HostState.Refusing;
import org.greenwave.directory.hosting.HostState.Starting;
import org.greenwave.directory.hosting.HostState.Stopping;
import org.greenwave.directory.hosting.HostState.Warm;
import org.greenwave.directory.hosting.HostState.Yielding;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostingTest {
  private static final Grant ONE = Facts.grant("alpha", 1);
  private static final Grant TWO = Facts.grant("alpha", 2);
  private static final Wanted NOTHING = new Wanted.Nothing();
  private static final Wanted RELOAD = new Wanted.Reload();
  private static final Wanted STANDBY = new Wanted.Standby();
  private static final Wanted HOST_ONE = new Wanted.Host(ONE);
  private static final Wanted HOST_TWO = new Wanted.Host(TWO);
  private static final Wanted YIELD = new Wanted.Yield(ONE, Facts.grant("beta", 2));

  private static Hosting in(HostState state, long spent) {
    return new Hosting(state, spent, 0);
  }

  static Stream<Arguments> steps() {
    return Stream.of(
        Arguments.of(Hosting.ABSENT, NOTHING, "none"),
        Arguments.of(Hosting.ABSENT, STANDBY, "Prepare"),
        Arguments.of(Hosting.ABSENT, HOST_ONE, "Prepare"),
        Arguments.of(in(new Warm(), 0), STANDBY, "none"),
        Arguments.of(in(new Warm(), 0), HOST_ONE, "Start"),
        Arguments.of(in(new Warm(), 1), HOST_ONE, "none"),
        Arguments.of(in(new Warm(), 1), HOST_TWO, "Start"),
        Arguments.of(in(new Warm(), 0), NOTHING, "Close"),
        Arguments.of(in(new Active(ONE), 1), HOST_ONE, "none"),
        Arguments.of(in(new Active(ONE), 1), HOST_TWO, "Stop"),
        Arguments.of(in(new Active(ONE), 1), STANDBY, "Stop"),
        Arguments.of(in(new Active(ONE), 1), NOTHING, "Stop"),
        Arguments.of(in(new Active(ONE), 1), RELOAD, "Stop"),
        Arguments.of(in(new Warm(), 1), RELOAD, "Close"),
        Arguments.of(in(new Refusing("no", 0), 0), RELOAD, "Close"),
        Arguments.of(in(new Starting(ONE), 0), RELOAD, "none"),
        Arguments.of(in(new Active(ONE), 1), YIELD, "Yield"),
        Arguments.of(in(new Active(TWO), 2), YIELD, "Stop"),
        Arguments.of(in(new FencedOff(ONE), 1), HOST_ONE, "Stop"),
        Arguments.of(in(new HostState.Ailing(ONE, "stalls"), 1), HOST_ONE, "Stop"),
        Arguments.of(in(new HostState.Hung(ONE, "hangs"), 1), NOTHING, "none"),
        Arguments.of(in(new Refusing("no", 0), 0), NOTHING, "Close"),
        Arguments.of(in(new Refusing("no", 0), 0), HOST_ONE, "none"),
        Arguments.of(in(new Preparing(), 0), HOST_ONE, "none"),
        Arguments.of(in(new Starting(ONE), 0), NOTHING, "none"),
        Arguments.of(in(new Stopping(ONE, ""), 1), HOST_TWO, "none"));
  }

  @ParameterizedTest(name = "{0} wanted {1}: {2}")
  @MethodSource("steps")
  void towards(Hosting hosting, Wanted wanted, String expected) {
    Optional<HostCommand> command = hosting.towards(wanted).command();
    assertThat(command.map(told -> told.getClass().getSimpleName()).orElse("none"))
        .isEqualTo(expected);
  }

  /** Nothing speaks against it: the fence of its grant was raised in the database that it left. */
  @Test
  void aHostThatIsLoadedAnewForAnotherDatabaseSaysThatItNeedsAnotherGrant() {
    Hosting leaving = in(new Active(ONE), 1).towards(RELOAD).hosting();
    assertThat(HostReport.of(leaving, RELOAD, true, "").state()).isEqualTo(State.STOPPING);
    Hosting closing = leaving.after(new HostEvent.Stopped()).towards(RELOAD).hosting();
    Hosting preparing = closing.after(new HostEvent.Closed()).towards(HOST_ONE).hosting();
    RoleReport expected = new RoleReport(State.PREPARING, 1, true, 1, "");
    assertThat(HostReport.of(closing, RELOAD, true, "")).isEqualTo(expected);
    assertThat(HostReport.of(preparing, HOST_ONE, true, "")).isEqualTo(expected);
    assertThat(HostReport.of(preparing, STANDBY, true, "").fenceFound()).isZero();
    Hosting warm = preparing.after(new HostEvent.Prepared());
    assertThat(HostReport.of(warm, HOST_ONE, true, "").fenceFound()).isEqualTo(1);
    assertThat(warm.towards(HOST_TWO).command()).contains(new HostCommand.Start(TWO));
  }

  static Stream<Arguments> events() {
    return Stream.of(
        Arguments.of(new Preparing(), new HostEvent.Prepared(), "Warm"),
        Arguments.of(new Preparing(), new HostEvent.Failed("no", 0), "Refusing"),
        Arguments.of(new Starting(ONE), new HostEvent.Started(1), "Active"),
        Arguments.of(new Starting(ONE), new HostEvent.Started(2), "Starting"),
        Arguments.of(new Starting(ONE), new HostEvent.Failed("no", 0), "Refusing"),
        Arguments.of(new Starting(ONE), new HostEvent.Failed("no", 9), "Warm"),
        Arguments.of(new Active(ONE), new HostEvent.FencedOff(1, 9), "FencedOff"),
        Arguments.of(new Active(TWO), new HostEvent.FencedOff(1, 9), "Active"),
        Arguments.of(new Starting(ONE), new HostEvent.FencedOff(1, 9), "FencedOff"),
        Arguments.of(new Starting(TWO), new HostEvent.FencedOff(1, 9), "Starting"),
        Arguments.of(new Yielding(ONE, TWO), new HostEvent.FencedOff(1, 2), "Yielding"),
        Arguments.of(new Warm(), new HostEvent.FencedOff(1, 2), "Warm"),
        Arguments.of(new Stopping(ONE, ""), new HostEvent.Stopped(), "Warm"),
        Arguments.of(new Stopping(ONE, "stalls"), new HostEvent.Stopped(), "Refusing"),
        Arguments.of(new Yielding(ONE, TWO), new HostEvent.Stopped(), "Warm"),
        Arguments.of(new Active(ONE), new HostEvent.Stalled("stalls"), "Ailing"),
        Arguments.of(new Active(ONE), new HostEvent.Hung("hangs"), "Ailing"),
        Arguments.of(new Starting(ONE), new HostEvent.Hung("hangs"), "Hung"),
        Arguments.of(new Stopping(ONE, ""), new HostEvent.Hung("hangs"), "Hung"),
        Arguments.of(new Yielding(ONE, TWO), new HostEvent.Hung("hangs"), "Hung"),
        Arguments.of(new Warm(), new HostEvent.Stalled("says nothing"), "Refusing"),
        Arguments.of(new Starting(ONE), new HostEvent.Stalled("says nothing"), "Starting"),
        Arguments.of(new Stopping(ONE, ""), new HostEvent.Failed("half stopped", 0), "Refusing"),
        Arguments.of(new Yielding(ONE, TWO), new HostEvent.Failed("half stopped", 0), "Refusing"),
        Arguments.of(new HostState.Hung(ONE, "hangs"), new HostEvent.Started(1), "Ailing"),
        Arguments.of(new HostState.Hung(ONE, "hangs"), new HostEvent.Stopped(), "Refusing"),
        Arguments.of(new HostState.Hung(ONE, "hangs"), new HostEvent.Failed("no", 0), "Refusing"),
        Arguments.of(new HostState.Closing(), new HostEvent.Closed(), "Absent"),
        Arguments.of(new Refusing("no", 0), new HostEvent.RetryDue(), "Absent"),
        Arguments.of(new Warm(), new HostEvent.Started(1), "Warm"),
        Arguments.of(new Warm(), new HostEvent.Stopped(), "Warm"));
  }

  @ParameterizedTest(name = "{0} after {1}: {2}")
  @MethodSource("events")
  void after(HostState state, HostEvent event, String expected) {
    HostState next = in(state, 0).after(event).state();
    assertThat(next.getClass().getSimpleName()).isEqualTo(expected);
  }

  @Test
  void aRoleWhoseStartHangsIsRefusedUnderItsGrant() {
    Hosting hung = in(new Starting(ONE), 0).after(new HostEvent.Hung("hangs"));
    RoleReport report = HostReport.of(hung, HOST_ONE, true, "");
    assertThat(report.state()).isEqualTo(RoleReport.State.REFUSING);
    assertThat(report.fence()).isEqualTo(1);
    assertThat(report.sentence()).isEqualTo("hangs");
  }

  @Test
  void aFenceIsNeverStartedTwice() {
    Hosting failed = in(new Starting(ONE), 0).after(new HostEvent.Failed("no", 9));
    assertThat(failed.towards(HOST_ONE).command()).isEmpty();
    assertThat(HostReport.of(failed, HOST_ONE, true, "").fenceFound()).isEqualTo(9);
    assertThat(HostReport.of(failed, HOST_ONE, true, "").fence()).isEqualTo(1);
  }

  /** It may hold the fence as it was raised, an earlier one, or none at all. */
  @ParameterizedTest(name = "it holds {0}")
  @ValueSource(longs = {2, 1, 0})
  void aDatabaseThatRefusesAFenceAndHoldsNoHigherOneIsAnother(long held) {
    Hosting fencedOff = in(new Active(TWO), 2).after(new HostEvent.FencedOff(2, held));
    Hosting warm = fencedOff.towards(HOST_TWO).hosting().after(new HostEvent.Stopped());
    RoleReport report = HostReport.of(warm, HOST_TWO, true, "");
    assertThat(report.state()).isEqualTo(RoleReport.State.WARM);
    assertThat(report.fence()).isEqualTo(2);
    assertThat(report.fenceFound()).isEqualTo(2);
  }

  @Test
  void aGrantThatComesWhileTheRoleRefusesIsSpent() {
    Hosting refusing = in(new Refusing("no licence", 0), 0).towards(HOST_ONE).hosting();
    RoleReport report = HostReport.of(refusing, HOST_ONE, true, "");
    assertThat(report.state()).isEqualTo(RoleReport.State.REFUSING);
    assertThat(report.fence()).isEqualTo(1);
    assertThat(report.sentence()).isEqualTo("no licence");
  }

  /** Or the Directory would wait for a hand-over that is nobody's to make. */
  @ParameterizedTest
  @MethodSource("unstarted")
  void aGrantThatIsHandedOverBeforeItWasStartedIsSpent(Hosting hosting, State state) {
    Hosting.Step step = hosting.towards(YIELD);
    RoleReport report = HostReport.of(step.hosting(), YIELD, true, "");
    assertThat(report.state()).isEqualTo(state);
    assertThat(report.fence()).isEqualTo(1);
    assertThat(step.command()).isNotEqualTo(Optional.of(new HostCommand.Start(ONE)));
    assertThat(in(new Warm(), report.fence()).towards(HOST_ONE).command()).isEmpty();
  }

  static Stream<Arguments> unstarted() {
    return Stream.of(
        Arguments.of(Hosting.ABSENT, State.PREPARING),
        Arguments.of(in(new Preparing(), 0), State.PREPARING),
        Arguments.of(in(new Warm(), 0), State.WARM),
        Arguments.of(in(new Refusing("no licence", 0), 0), State.REFUSING));
  }

  @Test
  void aGrantThatIsBeingStartedIsNotSpentByItsHandOver() {
    Hosting starting = in(new Starting(ONE), 0).towards(YIELD).hosting();
    assertThat(starting).isEqualTo(in(new Starting(ONE), 0));
  }

  @Test
  void aGrantMeansOneIncarnation() {
    Facts held = Facts.of("alpha", "beta").held("alpha", 1);
    assertThat(wanted(held, "alpha", "1", 0)).isEqualTo(new Wanted.Host(Facts.grant("alpha", 1)));
    assertThat(wanted(held, "alpha", "2", 0)).isEqualTo(STANDBY);
    assertThat(wanted(held, "gamma", "1", 0)).isEqualTo(NOTHING);
    Facts moving = held.moving("beta", 2);
    assertThat(wanted(moving, "alpha", "1", 0)).isInstanceOf(Wanted.Yield.class);
    assertThat(wanted(moving, "beta", "1", 1)).isEqualTo(STANDBY);
    assertThat(wanted(moving, "beta", "1", 2)).isInstanceOf(Wanted.Host.class);
    assertThat(wanted(moving, "beta", "2", 2)).isEqualTo(STANDBY);
  }

  private static Wanted wanted(Facts facts, String server, String incarnation, long handed) {
    return Wanted.of(facts.directory(), "tss", server, incarnation, handed);
  }

  @Test
  void aLeaseCountsFromWhenTheBeatWasSent() {
    HostLease lease = HostLease.NONE.answered(1_000, 900);
    assertThat(lease.holds(1_899)).isTrue();
    assertThat(lease.holds(1_900)).isFalse();
    assertThat(lease.leftMillis(1_500)).isEqualTo(400);
    assertThat(lease.leftMillis(2_500)).isZero();
    assertThat(lease.answered(500, 900)).isEqualTo(lease);
    assertThat(HostLease.NONE.holds(Long.MIN_VALUE + 1)).isFalse();
    assertThat(HostLease.NONE.leftMillis(0)).isZero();
  }
}
