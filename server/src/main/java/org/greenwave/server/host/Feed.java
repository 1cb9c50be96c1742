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
    Topic followed = new Topic(role, topic);
    followers.compute(
        followed,
        (_, others) -> {
          Set<Consumer<String>> all = others == null ? ConcurrentHashMap.newKeySet() : others;
          all.add(follower);
          return all;
        });
    return () -> leave(followed, follower);
  }

  /** The last one takes the topic along: anybody may ask for any. */
  private void leave(Topic followed, Consumer<String> follower) {
    followers.computeIfPresent(
        followed,
        (_, all) -> {
          all.remove(follower);
          return all.isEmpty() ? null : all;
        });
  }

  /** How many topics are followed. */
  int topics() {
    return followers.size();
  }

  void publish(String role, String topic, String json) {
    Set<Consumer<String>> all = followers.get(new Topic(role, topic));
    if (all != null) {
      all.forEach(follower -> follower.accept(json));
    }
  }
}
