package org.greenwave.server.http;

import io.helidon.webserver.http.Handler;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.greenwave.server.core.DirectorySeat;
import org.greenwave.server.core.Node;

/**
 * What only the leader of the Directory can do: done here if this server leads, else passed on to
 * the leader. An election is waited out, so that callers need not know of it.
 */
final class Led {
  /** Longer than an election takes, shorter than callers wait. */
  private static final Duration ELECTION_LIMIT = Duration.ofSeconds(3);

  private static final Duration LOOK = Duration.ofMillis(20);

  private final Node node;
  private final Forwarding forwarding;

  Led(Node node, Forwarding forwarding) {
    this.node = node;
    this.forwarding = forwarding;
  }

  /** Something that is done on the leader. */
  interface Act {
    void on(Exchange exchange);
  }

  Handler handler(Act act) {
    return (request, response) -> {
      Exchange exchange = new Exchange(request, response);
      long until = System.nanoTime() + ELECTION_LIMIT.toNanos();
      while (!done(act, exchange)) {
        if (System.nanoTime() - until > 0) {
          throw noLeader();
        }
        LockSupport.parkNanos(LOOK.toNanos());
      }
    };
  }

  private boolean done(Act act, Exchange exchange) {
    if (node.seat().filter(DirectorySeat::leading).isPresent()) {
      act.on(exchange);
      return true;
    }
    return forwarding.toLeader(exchange);
  }

  private static ProblemException noLeader() {
    return new ProblemException(
        503,
        "No leader",
        "The Directory has no leader just now, so nothing can be changed; try again in a moment.");
  }
}
