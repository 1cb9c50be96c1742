package org.greenwave.directory.failover;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.greenwave.directory.Change;
import org.greenwave.directory.Facts;
import org.greenwave.directory.Refusal;
import org.greenwave.directory.failover.RoleReport.State;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a person's wish to move the role comes to. */
class MovesTest {
  private static final Facts NEW = Facts.of("alpha", "beta").warm("beta", "gamma");
  private static final Facts HELD = NEW.held("alpha", 1).active("alpha", 1);

  static Stream<Arguments> wishes() {
    return Stream.of(
        Arguments.of(HELD, "tss", "beta", "begin 2 asked-for"),
        Arguments.of(HELD, "tss", "alpha", "hosts-already"),
        Arguments.of(HELD, "tss", "gamma", "not-on-list"),
        Arguments.of(HELD, "lights", "beta", "role-unknown"),
        Arguments.of(NEW, "tss", "beta", "cannot-move"),
        Arguments.of(HELD.moving("beta", 2), "tss", "alpha", "cannot-move"),
        Arguments.of(HELD.beat("beta", State.REFUSING, 0), "tss", "beta", "cannot-take-over"),
        Arguments.of(HELD.sawEnd("alpha", "beta"), "tss", "beta", "cannot-take-over"),
        Arguments.of(
            NEW.held("alpha", 1).beat("alpha", State.STARTING, 1), "tss", "beta", "cannot-move"));
  }

  @ParameterizedTest(name = "{1} to {2}: {3}")
  @MethodSource("wishes")
  void answers(Facts facts, String role, String server, String expected) {
    String said =
        switch (Moves.ask(role, server, "anna", facts.situation())) {
          case Moves.Answer.Begin(Change.MoveBegun(var pending, long expectedFence)) -> {
            assertThat(expectedFence).isEqualTo(1);
            yield "begin %d %s".formatted(pending.fence(), pending.reason().code());
          }
          case Moves.Answer.No(Refusal refusal) -> refusal.code();
        };
    assertThat(said).isEqualTo(expected);
  }
}
