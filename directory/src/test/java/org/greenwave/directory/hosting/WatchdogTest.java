package org.greenwave.directory.hosting;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.greenwave.directory.Facts;
import org.greenwave.directory.Grant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class WatchdogTest {
  private static final Grant ONE = Facts.grant("alpha", 1);

  static Stream<Arguments> calls() {
    return Stream.of(
        Arguments.of(new HostState.Preparing(), 29_000, "none", "Preparing"),
        Arguments.of(new HostState.Preparing(), 31_000, "Abandoned", "Refusing"),
        Arguments.of(new HostState.Warm(), 11_000, "Abandoned", "Refusing"),
        Arguments.of(new HostState.Refusing("no", 0), 11_000, "Abandoned", "Refusing"),
        Arguments.of(new HostState.Closing(), 9_000, "none", "Closing"),
        Arguments.of(new HostState.Closing(), 11_000, "Abandoned", "Absent"),
        Arguments.of(new HostState.Starting(ONE), 11_000, "Hung", "Hung"),
        Arguments.of(new HostState.Active(ONE), 11_000, "Hung", "Ailing"),
        Arguments.of(new HostState.Stopping(ONE, ""), 5_000, "Hung", "Hung"),
        Arguments.of(new HostState.Hung(ONE, "hangs"), 20_000, "none", "Hung"));
  }

  @ParameterizedTest(name = "{0} in a call for {1} ms: {2}, then {3}")
  @MethodSource("calls")
  void aCallThatDoesNotReturnIsGivenUp(
      HostState state, long callMillis, String event, String then) {
    var judged = Watchdog.judge(state, callMillis, 0, 0);
    assertThat(judged.map(it -> it.getClass().getSimpleName()).orElse("none")).isEqualTo(event);
    Hosting hosting = new Hosting(state, 1, 0);
    HostState next = judged.map(hosting::after).orElse(hosting).state();
    assertThat(next.getClass().getSimpleName()).isEqualTo(then);
  }

  /** It could not be trusted with the role: nobody would see whether it works. */
  @Test
  void aStandbyThatCannotSayHowItIsRefuses() {
    HostState warm = new HostState.Warm();
    assertThat(Watchdog.judge(warm, 0, 60_000, 15_000)).isEmpty();
    HostEvent judged = Watchdog.judge(warm, 0, 60_000, 15_001).orElseThrow();
    assertThat(new Hosting(warm, 1, 0).after(judged).state())
        .isEqualTo(new HostState.Refusing("the role has not said for 15 s how it is", 0));
  }
}
