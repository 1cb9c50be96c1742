package org.greenwave.proving.harm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

/** A server that ends of itself is not started again in silence. */
class EndingsTest {
  private final Endings endings = new Endings();

  @Test
  void whoWasKilledIsNoFinding() {
    endings.caused("alpha", 137);
    endings.found("alpha", 137, Set.of(), "hosting");
    assertThat(endings.take()).isEmpty();
  }

  @Test
  void whoEndedOfItselfIsToldOnceWithItsCodeAndLastWords() {
    endings.found("alpha", 70, Set.of(), "A law is broken;\n  at Fence\n");
    endings.found("alpha", 70, Set.of(), "A law is broken;\n  at Fence\n");
    assertThat(endings.take())
        .containsExactly(
            "L4: alpha ended of itself with code 70; its last words: A law is broken; | at Fence");
    assertThat(endings.take()).isEmpty();
  }

  @Test
  void whoHadEndedWhenItWasHitDidNotEndByTheHit() {
    endings.caused("alpha", 137);
    endings.found("alpha", 3, Set.of(), "out of memory");
    assertThat(endings.take()).hasSize(1);
  }

  @Test
  void anEarlierHitExcusesNoLaterEnding() {
    endings.caused("alpha", 137);
    endings.found("alpha", 137, Set.of(), "");
    endings.started("alpha");
    endings.found("alpha", 137, Set.of(), "the kernel wanted memory");
    assertThat(endings.take()).hasSize(1);
  }

  @Test
  void whatWasDoneToAServerExplainsEachCodeOfItsOwn() {
    endings.caused("alpha", 143);
    endings.caused("beta", 143);
    endings.caused("beta", 137);
    endings.found("alpha", 137, Set.of(), "the kernel wanted memory");
    endings.found("beta", 137, Set.of(), "stopping");
    assertThat(endings.take()).hasSize(1).allMatch(it -> it.contains("alpha"));
  }

  @Test
  void whoIsRemovedMaySaySoAndNoMore() {
    endings.found("delta", 72, Set.of(72), "removed");
    endings.found("gamma", 70, Set.of(72), "a law");
    assertThat(endings.take()).hasSize(1).allMatch(it -> it.contains("gamma"));
  }
}
