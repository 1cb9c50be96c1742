package org.greenwave.server.host;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PlainWordsTest {
  /** What cannot even tell its message. */
  private static final class Mute extends RuntimeException {
    private static final long serialVersionUID = 1L;

    @Override
    public String getMessage() {
      throw new IllegalStateException("no message");
    }
  }

  @Test
  void anImmenseTextIsCutToOneShortLine() {
    String said = PlainWords.of("a\nb\u0000".repeat(10_000_000), "nothing");
    assertThat(said).hasSizeLessThan(400).doesNotContain("\n", "\u0000").endsWith("…");
  }

  @Test
  void noTextIsReplaced() {
    assertThat(PlainWords.of((String) null, "nothing")).isEqualTo("nothing");
    assertThat(PlainWords.of("  ", "nothing")).isEqualTo("nothing");
  }

  @Test
  void whatIsThrownIsToldWithoutThrowing() {
    assertThat(PlainWords.typed(new Mute())).isEqualTo("Mute, which cannot tell its message");
    assertThat(PlainWords.typed(new IllegalStateException("closed"))).isEqualTo("closed");
    assertThat(PlainWords.typed(new StackOverflowError())).isEqualTo("StackOverflowError");
    assertThat(PlainWords.typed(new NoClassDefFoundError("x/Y")))
        .isEqualTo("NoClassDefFoundError: x/Y");
  }
}
