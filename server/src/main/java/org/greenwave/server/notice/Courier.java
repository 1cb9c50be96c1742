package org.greenwave.server.notice;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.greenwave.directory.notice.Notice;
import org.greenwave.directory.notice.Recipient;

/** Brings notices to all recipients, each on a round of its own. Never blocks who asks it. */
final class Courier {
  private final Map<String, Round> rounds = new ConcurrentHashMap<>();
  private final Round.Tools tools;

  Courier(Round.Tools tools) {
    this.tools = tools;
  }

  /** What waits to be sent to these recipients now; nothing is sent to others any more. */
  void bring(Map<String, Recipient> recipients, List<Notice> notices) {
    recipients.forEach((name, recipient) -> {
      List<Notice> its =
          notices.stream().filter(notice -> notice.waiting().contains(name)).toList();
      if (!its.isEmpty() || rounds.containsKey(name)) {
        rounds.computeIfAbsent(name, _ -> new Round(recipient, tools)).offer(recipient, its);
      }
    });
    rounds.forEach((name, round) -> {
      if (!recipients.containsKey(name)) {
        round.stop();
        rounds.remove(name, round);
      }
    });
  }

  void close() {
    bring(Map.of(), List.of());
  }
}
