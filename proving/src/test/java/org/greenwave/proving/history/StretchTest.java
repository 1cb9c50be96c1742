package org.greenwave.proving.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Law L7, broken on purpose: by a history that does not go on where it was. */
class StretchTest {
  private static List<Decided> history(long from, long to) {
    return LongStream.rangeClosed(from, to)
        .mapToObj(it -> new Decided("at " + it, "granted", "alpha", it, "because of " + it))
        .toList();
  }

  @Test
  void whatWasNotKnownBeforeIsFresh() {
    assertThat(Stretch.after(history(1, 3), history(1, 5), false))
        .isEqualTo(new Stretch(history(4, 5), true));
    assertThat(Stretch.after(List.of(), history(1, 2), false))
        .isEqualTo(new Stretch(history(1, 2), true));
    assertThat(Stretch.after(history(1, 3), history(1, 3), false).fresh()).isEmpty();
  }

  @Test
  void aHistoryDoesNotShrink() {
    assertThat(Stretch.after(history(1, 3), history(1, 2), false).continues()).isFalse();
    assertThat(Stretch.after(history(1, 3), List.of(), false).continues()).isFalse();
  }

  @Test
  void aHistoryThatLostSomethingAndWentOnIsJudgedFromWhereItDiffers() {
    List<Decided> now = List.of(history(1, 1).getFirst(), history(9, 9).getFirst());
    assertThat(Stretch.after(history(1, 3), now, false))
        .isEqualTo(new Stretch(history(9, 9), false));
  }

  @Test
  void onlyAHistoryThatIsFullMayForgetItsOldest() {
    assertThat(Stretch.after(history(1, 5), history(3, 7), true))
        .isEqualTo(new Stretch(history(6, 7), true));
    assertThat(Stretch.after(history(1, 5), history(3, 7), false).continues()).isFalse();
    assertThat(Stretch.after(history(1, 5), history(7, 9), true).continues()).isFalse();
  }
}
