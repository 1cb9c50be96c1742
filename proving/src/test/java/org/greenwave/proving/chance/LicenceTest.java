package org.greenwave.proving.chance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.greenwave.proving.chance.Fault.Victim;
import org.greenwave.proving.chance.Fault.Way;
import org.greenwave.proving.harm.Scene;
import org.greenwave.proving.history.Decided;
import org.junit.jupiter.api.Test;

/** Laws L5, L6 and L8, broken on purpose: by decisions that no fault excuses. */
class LicenceTest {
  private static final Scene SCENE = new Scene("alpha", "beta", List.of("alpha", "beta", "gamma"));
  private static final String GONE =
      "%s takes over because the process on %s has ended (seen by beta and gamma).";
  private static final String SILENT =
      "%s takes over because %s has been silent for 0.9 s and its lease has run out.";
  private static final String UNABLE = "%s takes over because %s cannot run the role (it hangs).";
  private static final String STOPPED = "%s takes over because %s is being stopped.";
  private static final String ANEW =
      "%s gets the role anew because the role database held the higher fence 9.";

  private static Decided granted(String server, String sentence, String... more) {
    String told = sentence.formatted(Stream.concat(Stream.of(server), Stream.of(more)).toArray());
    return new Decided("", "granted", server, 8, told);
  }

  private static Licence of(FaultKind kind, Victim victim) {
    return Licence.of(new Fault(kind, victim, Way.BOTH), SCENE);
  }

  private static List<String> judged(Licence licence, Decided... decisions) {
    return Judge.moves(List.of(decisions), SCENE, licence, Set.of());
  }

  @Test
  void aHostThatWasKilledMayBeFollowedByTheFirstOfTheList() {
    Licence killed = of(FaultKind.KILL, Victim.HOST);
    assertThat(judged(killed, granted("beta", GONE, "alpha"))).isEmpty();
    assertThat(judged(killed, granted("beta", SILENT, "alpha"))).isEmpty();
  }

  @Test
  void aLeaderThatDiesAfterTheHostMayHaveTakenTheRoleOver() {
    Decided first = granted("beta", GONE, "alpha");
    Decided second = granted("gamma", GONE, "beta");
    assertThat(judged(of(FaultKind.KILL_BOTH, Victim.HOST), first, second)).isEmpty();
    Scene one = new Scene("alpha", "alpha", SCENE.servers());
    Licence killed = Licence.of(new Fault(FaultKind.KILL_BOTH, Victim.HOST, Way.BOTH), one);
    assertThat(judged(killed, first, second)).anyMatch(it -> it.startsWith("L6"));
  }

  @Test
  void aHostThatWasWellIsLeftAlone() {
    Licence killed = of(FaultKind.KILL, Victim.OTHER);
    assertThat(judged(killed, granted("beta", GONE, "alpha"))).anyMatch(it -> it.startsWith("L6"));
    assertThat(judged(of(FaultKind.EDIT, Victim.HOST), granted("beta", SILENT, "alpha")))
        .anyMatch(it -> it.startsWith("L6"));
    assertThat(judged(of(FaultKind.DATABASE_KILLED, Victim.HOST), granted("beta", UNABLE, "alpha")))
        .anyMatch(it -> it.startsWith("L6"));
  }

  @Test
  void whoStopsSaysSoOrIsFoundGone() {
    Licence stopped = of(FaultKind.STOP, Victim.HOST);
    assertThat(judged(stopped, granted("beta", STOPPED, "alpha"))).isEmpty();
    assertThat(judged(stopped, granted("beta", GONE, "alpha"))).isEmpty();
    assertThat(judged(of(FaultKind.STOP, Victim.OTHER), granted("beta", STOPPED, "alpha")))
        .anyMatch(it -> it.startsWith("L6"));
  }

  @Test
  void aFullDiskExcusesAnEndAndNothingElse() {
    Licence full = of(FaultKind.DISK_FULL, Victim.HOST);
    assertThat(judged(full, granted("beta", GONE, "alpha"))).isEmpty();
    assertThat(judged(full, granted("beta", UNABLE, "alpha"))).anyMatch(it -> it.startsWith("L6"));
    assertThat(judged(of(FaultKind.DATABASE_FULL, Victim.HOST), granted("beta", UNABLE, "alpha")))
        .anyMatch(it -> it.startsWith("L6"));
  }

  @Test
  void aFrozenHostHasNotEnded() {
    assertThat(judged(of(FaultKind.FREEZE, Victim.HOST), granted("beta", GONE, "alpha")))
        .anyMatch(it -> it.startsWith("L6"));
  }

  @Test
  void aGrantToTheSameHostDisturbsItToo() {
    Decided again = granted("alpha", ANEW);
    assertThat(judged(of(FaultKind.EDIT, Victim.HOST), again)).hasSize(1);
    assertThat(judged(of(FaultKind.KILL, Victim.LEADER), again)).hasSize(1);
    assertThat(judged(of(FaultKind.DATABASE_FROZEN, Victim.HOST), again)).hasSize(1);
    assertThat(judged(of(FaultKind.KILL, Victim.HOST), again)).isEmpty();
    assertThat(judged(of(FaultKind.BLACKOUT, Victim.HOST), again)).isEmpty();
    Licence both = of(FaultKind.KILL, Victim.OTHER).and(of(FaultKind.DATABASE_FROZEN, Victim.HOST));
    assertThat(judged(both, again)).isEmpty();
  }

  @Test
  void oneFaultGrantsTheRoleOnce() {
    Licence killed = of(FaultKind.KILL, Victim.HOST);
    assertThat(judged(killed, granted("alpha", ANEW), granted("alpha", ANEW)))
        .containsExactly("L6: 1 faults moved the role 2 times");
    Licence frozen = of(FaultKind.FREEZE, Victim.HOST);
    Decided there = granted("beta", SILENT, "alpha");
    assertThat(judged(frozen.and(killed), there)).isEmpty();
    assertThat(
            judged(
                frozen.and(of(FaultKind.FREEZE, Victim.LEADER)),
                there,
                granted("gamma", SILENT, "beta")))
        .isEmpty();
  }

  @Test
  void theNextHostIsTheFirstOfTheListThatWasNotHurt() {
    Decided last = granted("gamma", GONE, "alpha");
    assertThat(judged(of(FaultKind.KILL, Victim.HOST), last)).anyMatch(it -> it.startsWith("L5"));
    Licence same = of(FaultKind.KILL, Victim.HOST).and(of(FaultKind.SLOW, Victim.HOST));
    assertThat(judged(same, last)).anyMatch(it -> it.startsWith("L5"));
    Licence both = of(FaultKind.KILL, Victim.HOST).and(of(FaultKind.FREEZE, Victim.LEADER));
    assertThat(judged(both, last)).isEmpty();
  }

  @Test
  void whoDiesLastOfAllMayHaveTakenTheRoleOver() {
    Decided last = granted("gamma", GONE, "alpha");
    Decided again = granted("gamma", "%s goes on with the role that it hosted before.");
    Licence blackout = of(FaultKind.BLACKOUT, Victim.HOST);
    assertThat(judged(blackout, last, again)).isEmpty();
    assertThat(judged(blackout, last, again, granted("beta", GONE, "gamma")))
        .anyMatch(it -> it.startsWith("L6"));
  }

  /** Beta was hurt just after a move to it: a host that works spares itself the next such move. */
  @Test
  void aHostWithoutItsDatabaseIsNotStoppedForOneThatHasJustLostTheRole() {
    Decided moved = new Decided("2026-11-27T08:00:00Z", "moving", "beta", 6, "");
    Decided soon = new Decided("2026-11-27T08:00:20Z", "granted", "alpha", 7, "");
    Decided late = new Decided("2026-11-27T08:02:00Z", "granted", "alpha", 7, "");
    assertThat(InVain.servers(List.of(moved, late))).isEmpty();
    Set<String> inVain = InVain.servers(List.of(moved, soon));
    assertThat(inVain).containsExactly("beta");
    Licence cut = of(FaultKind.CUT_FROM_DATABASE, Victim.HOST);
    List<Decided> unable = List.of(granted("gamma", UNABLE, "alpha"));
    assertThat(Judge.moves(unable, SCENE, cut, inVain)).isEmpty();
    assertThat(judged(cut, unable.getFirst())).anyMatch(it -> it.startsWith("L5"));
    List<Decided> gone = List.of(granted("gamma", GONE, "alpha"));
    assertThat(Judge.moves(gone, SCENE, of(FaultKind.KILL, Victim.HOST), inVain))
        .anyMatch(it -> it.startsWith("L5"));
  }

  @Test
  void everyDecisionHasItsReason() {
    assertThat(judged(of(FaultKind.KILL, Victim.HOST), new Decided("", "edited", "", 0, " ")))
        .hasSize(1)
        .allMatch(it -> it.startsWith("L8"));
    assertThat(judged(of(FaultKind.KILL, Victim.HOST), granted("beta", "%s, just so.")))
        .anyMatch(it -> it.startsWith("L6"));
  }
}
