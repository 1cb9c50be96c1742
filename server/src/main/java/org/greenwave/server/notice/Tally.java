package org.greenwave.server.notice;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** How many notices this server has sent, and how often it could not, by recipient. */
public final class Tally {
  private final Map<String, LongAdder> sent = new ConcurrentHashMap<>();
  private final Map<String, LongAdder> failed = new ConcurrentHashMap<>();

  void count(String recipient, boolean arrived) {
    sent.computeIfAbsent(recipient, _ -> new LongAdder()).add(arrived ? 1 : 0);
    failed.computeIfAbsent(recipient, _ -> new LongAdder()).add(arrived ? 0 : 1);
  }

  /** Those that have arrived. */
  public Map<String, LongAdder> sent() {
    return Map.copyOf(sent);
  }

  /** Attempts that came to nothing. */
  public Map<String, LongAdder> failed() {
    return Map.copyOf(failed);
  }
}
