package org.greenwave.directory.failover;

import java.time.Duration;
import java.util.Optional;
import org.greenwave.directory.failover.Finding.Severity;

/**
 * What is said of a server whose clock differs. No decision and no lease goes by it, but what
 * people are told does: when a login ends, a certificate, when something happened.
 */
final class ClockSkew {
  /** More than beats on their way and servers under load make of clocks that are right. */
  private static final Duration TOLERATED = Duration.ofSeconds(10);

  private ClockSkew() {}

  static Optional<Finding> of(String server, Sighting seen, Situation situation) {
    Duration since = Duration.ofMillis(situation.nowMillis() - seen.heardAtMillis());
    return seen.reserves()
        .clock()
        .map(said -> Duration.between(situation.at(), said.plus(since)))
        .filter(ahead -> ahead.abs().compareTo(TOLERATED) > 0)
        .map(ahead -> finding(server, ahead));
  }

  private static Finding finding(String server, Duration ahead) {
    return new Finding(
        Severity.WARNING,
        "server " + server,
        "The clock of %s is %s %s that of the server that says this."
            .formatted(server, words(ahead.abs()), ahead.isNegative() ? "behind" : "ahead of"),
        "Let the clocks of all servers follow the same time servers. Roles and samples do not go by"
            + " them; logins, certificates and the times in histories do.");
  }

  private static String words(Duration time) {
    return time.toDays() > 0
        ? time.toDays() + " d " + time.toHoursPart() + " h"
        : time.toHours() > 0
            ? time.toHours() + " h " + time.toMinutesPart() + " min"
            : time.toSeconds() + " s";
  }
}
