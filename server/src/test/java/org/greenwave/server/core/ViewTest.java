package org.greenwave.server.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class ViewTest {
  @Test
  void whoWaitsForAVersionShareOneWait() {
    View view = new View();
    CompletableFuture<Void> one = view.seen(7);
    assertThat(view.seen(7)).isSameAs(one).isNotDone();
    assertThat(view.seen(0)).isDone();
  }

  /** Anybody may name any version; those that are nowhere near must not take room. */
  @Test
  void whatIsNowhereNearIsNotKept() {
    View view = new View();
    assertThat(view.seen(1_000_000)).isNotSameAs(view.seen(1_000_000)).isNotDone();
  }
}
