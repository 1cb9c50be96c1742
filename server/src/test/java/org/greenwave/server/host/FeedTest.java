package org.greenwave.server.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FeedTest {
  private final Feed feed = new Feed();

  @Test
  void whoFollowsHearsUntilHeLeaves() {
    List<String> heard = new ArrayList<>();
    Runnable first = feed.follow("tss", "zones", heard::add);
    Runnable second = feed.follow("tss", "zones", news -> heard.add("again " + news));
    feed.publish("tss", "zones", "1");
    feed.publish("tss", "health", "2");
    assertThat(heard).containsExactlyInAnyOrder("1", "again 1");
    first.run();
    feed.publish("tss", "zones", "3");
    assertThat(heard).hasSize(3).last().isEqualTo("again 3");
    second.run();
  }

  @Test
  void nothingIsKeptOfTopicsThatNobodyFollows() {
    for (int at = 0; at < 1_000; at++) {
      feed.follow("tss", "made up " + at, _ -> {}).run();
    }
    assertThat(feed.topics()).isZero();
  }
}
