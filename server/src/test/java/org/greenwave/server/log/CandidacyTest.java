package org.greenwave.server.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.ratis.server.protocol.TermIndex;
import org.junit.jupiter.api.Test;

/** In which order voters stand for election when their leader has ended. */
class CandidacyTest {
  private static final TermIndex SHORT = TermIndex.valueOf(3, 100);
  private static final TermIndex LONG = TermIndex.valueOf(3, 101);
  private static final List<String> ORDER = List.of("alpha", "beta", "gamma");

  private static long turn(String self, Map<String, TermIndex> logs) {
    TermIndex own = logs.get(self);
    Map<String, TermIndex> others = new HashMap<>(logs);
    others.remove(self);
    return Candidacy.turn(self, own == null ? SHORT : own, others, ORDER);
  }

  @Test
  void equalsStandInOrder() {
    Map<String, TermIndex> logs = Map.of("alpha", SHORT, "beta", SHORT, "gamma", SHORT);
    assertThat(ORDER.stream().map(it -> turn(it, logs))).containsExactly(0L, 1L, 2L);
  }

  @Test
  void whoseLogGoesFurtherStandsBeforeThoseWhoWouldLoseAgainstIt() {
    Map<String, TermIndex> logs = Map.of("alpha", SHORT, "beta", LONG, "gamma", SHORT);
    assertThat(ORDER.stream().map(it -> turn(it, logs))).containsExactly(1L, 0L, 2L);
  }

  @Test
  void anEntryOfALaterTermCountsMoreThanManyOfAnEarlierOne() {
    Map<String, TermIndex> logs =
        Map.of("alpha", TermIndex.valueOf(2, 5_000), "beta", LONG, "gamma", SHORT);
    assertThat(ORDER.stream().map(it -> turn(it, logs))).containsExactly(2L, 0L, 1L);
  }

  @Test
  void whoDoesNotAnswerKeepsItsPlace() {
    assertThat(turn("beta", Map.of("beta", LONG))).isEqualTo(1);
    assertThat(turn("alpha", Map.of("alpha", SHORT))).isZero();
  }
}
