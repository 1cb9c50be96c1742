package org.greenwave.server.watch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class GreetingTest {
  private static Greeting said(String incarnation, String folder) {
    return new Greeting("alpha", incarnation, folder);
  }

  @Test
  void aLaterStartOfTheSameFolderFollows() {
    assertThat(said("0000000043-a", "f").follows(said("0000000042-z", "f"))).isTrue();
    assertThat(said("0000000042-a", "f").follows(said("0000000042-b", "f"))).isFalse();
    assertThat(said("0000000041-a", "f").follows(said("0000000042-b", "f"))).isFalse();
  }

  /** A machine that takes the place of one that was started 42 times begins with 1. */
  @Test
  void anotherFolderFollowsWhateverItsCount() {
    assertThat(said("0000000001-a", "g").follows(said("0000000042-z", "f"))).isTrue();
  }
}
