package org.greenwave.server.host;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** Passes roles' news to those who follow them. Publishing never blocks and never throws. */
public final class Feed {
  /** What is followed. */
  private record Topic(String role, String topic) {}

  private final Map<Topic, Set<Consumer<String>>> followers = new ConcurrentHashMap<>();

  /** Follows a topic of a role until the returned action is run. */
  public Runnable follow(String role, String topic, Consumer<String> follower) {
    Set<Consumer<String>> all =
        followers.computeIfAbsent(new Topic(role, topic), _ -> ConcurrentHashMap.newKeySet());
    all.add(follower);
    return () -> all.remove(follower);
  }

  void publish(String role, String topic, String json) {
    Set<Consumer<String>> all = followers.get(new Topic(role, topic));
    if (all != null) {
      all.forEach(follower -> follower.accept(json));
    }
  }
}
