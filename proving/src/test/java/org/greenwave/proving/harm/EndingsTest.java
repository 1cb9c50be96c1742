package org.greenwave.proving.harm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

/** A server that ends of itself is not started again in silence. */
class EndingsTest {
  private final Endings endings = new Endings();

  @Test
  void who_was_killed_is_no_finding() {
    endings.killed("alpha");
    endings.found("alpha", 137, Set.of(), "hosting");
    assertThat(endings.take()).isEmpty();
  }

  @Test
  void who_ended_of_itself_is_told_once_with_its_code_and_last_words() {
    endings.found("alpha", 70, Set.of(), "A law is broken;\n  at Fence\n");
    endings.found("alpha", 70, Set.of(), "A law is broken;\n  at Fence\n");
    assertThat(endings.take())
        .containsExactly(
            "L4: alpha ended of itself with code 70; its last words: A law is broken; | at Fence");
    assertThat(endings.take()).isEmpty();
  }

  @Test
  void who_had_ended_when_it_was_hit_did_not_end_by_the_hit() {
    endings.killed("alpha");
    endings.found("alpha", 3, Set.of(), "out of memory");
    assertThat(endings.take()).hasSize(1);
  }

  @Test
  void an_earlier_hit_excuses_no_later_ending() {
    endings.killed("alpha");
    endings.found("alpha", 137, Set.of(), "");
    endings.started("alpha");
    endings.found("alpha", 137, Set.of(), "the kernel wanted memory");
    assertThat(endings.take()).hasSize(1);
  }

  @Test
  void who_is_removed_may_say_so_and_no_more() {
    endings.found("delta", 72, Set.of(72), "removed");
    endings.found("gamma", 70, Set.of(72), "a law");
    assertThat(endings.take()).hasSize(1).allMatch(it -> it.contains("gamma"));
  }
}
