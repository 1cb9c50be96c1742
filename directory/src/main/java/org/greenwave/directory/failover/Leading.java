package org.greenwave.directory.failover;

import java.util.Comparator;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.greenwave.directory.Assignment;
import org.greenwave.directory.Directory;
import org.greenwave.directory.Grant;
import org.greenwave.directory.Refusal;
import org.greenwave.directory.Refusal.OfServers;
import org.greenwave.directory.Server;

/**
 * Which Directory server is to lead. Losing the leader costs an election; handing on costs none.
 */
public final class Leading {
  private Leading() {}

  /**
   * To whom the leader is to hand leadership on; empty when it is to keep it. A leader that is
   * being removed, witnesses, is in maintenance or is being stopped gives way to one that is not;
   * and any to the preferred one, once that has been heard without a break for as long as a role
   * waits before it returns. While a role is being handed over, or may soon have to fail over,
   * nothing else is, but by who is no server of the system any more: it hears nobody, and has
   * nothing to wait for.
   *
   * @param willing whether a server may be asked now: not if it has just not taken the lead
   */
  public static Optional<String> successor(Situation situation, Predicate<String> willing) {
    boolean stranger =
        !situation.directory().servers().containsKey(situation.sightings().watcher());
    boolean busy =
        !stranger
            && situation.directory().assignments().values().stream()
                .anyMatch(assignment ->
                    assignment instanceof Assignment.HandingOver
                        || assignment.grant().filter(held -> awaited(held, situation)).isPresent());
    return busy
        ? Optional.empty()
        : preferred(situation).filter(willing).or(() -> better(situation, willing));
  }

  /**
   * Whether it may turn out soon that a host is lost. The next leader would wait for a whole lease
   * anew, while this one has only the rest of it to wait for.
   */
  private static boolean awaited(Grant held, Situation situation) {
    return switch (Standing.of(held, situation)) {
      case Standing.Doubtful _, Standing.NeverSeen _ -> true;
      case Standing.Healthy _ -> silent(held.server(), situation);
      case Standing.Failing _, Standing.Ended _, Standing.Replaced _, Standing.RanOut _ -> false;
    };
  }

  /** Whether a server has said nothing for more than half of the lease that it may have. */
  private static boolean silent(String server, Situation situation) {
    long usual = situation.sightings().timings().leaseMillis();
    return situation
        .sightings()
        .of(server)
        .filter(seen -> {
          long lease = Math.max(usual, seen.mayActUntilMillis() - seen.heardAtMillis());
          return situation.nowMillis() - seen.heardAtMillis() > lease / 2;
        })
        .isPresent();
  }

  private static Optional<String> better(Situation situation, Predicate<String> willing) {
    int own = reluctance(situation.sightings().watcher(), situation);
    return others(situation)
        .filter(willing)
        .filter(server -> reluctance(server, situation) < own)
        .findFirst();
  }

  /**
   * The server that had best lead instead of the present leader; empty when there is none. One that
   * is no server of the system any more is told nothing by the others, and takes them for alive,
   * but rather those that it has heard last than one that was dead before.
   */
  public static Optional<String> other(Situation situation) {
    return others(situation).findFirst();
  }

  /** Who may lead instead of the present leader, the best first. */
  private static Stream<String> others(Situation situation) {
    String self = situation.sightings().watcher();
    Directory directory = situation.directory();
    boolean stranger = !directory.servers().containsKey(self);
    return directory.directoryServers().stream()
        .filter(server -> !server.equals(self))
        .filter(server -> stranger || Majority.takesPart(server, situation))
        .sorted(
            Comparator.<String>comparingInt(server -> reluctance(server, situation))
                .thenComparingLong(server -> silenceMillis(server, situation)));
  }

  /** For how long a server has not been heard: while it lives 0, once it has ended for ever. */
  private static long silenceMillis(String server, Situation situation) {
    return Majority.alive(server, situation)
        ? 0
        : situation
            .sightings()
            .of(server)
            .filter(seen -> !seen.seemsEnded(situation.sightings().timings()))
            .map(seen -> situation.nowMillis() - seen.heardAtMillis())
            .orElse(Long.MAX_VALUE);
  }

  /** Why a server cannot be given the lead by a person; empty when it can. */
  public static Optional<Refusal> asked(String server, Situation situation) {
    Server recorded = situation.directory().servers().get(server);
    if (recorded == null) {
      return Optional.of(new Refusal.ServerUnknown(server));
    }
    if (recorded.kind() != Server.Kind.DIRECTORY) {
      return Optional.of(new OfServers.CannotLead(server, recorded.kind()));
    }
    boolean fit = Majority.takesPart(server, situation) && reluctance(server, situation) == 0;
    return fit ? Optional.empty() : Optional.of(new OfServers.CannotLeadNow(server));
  }

  private static Optional<String> preferred(Situation situation) {
    String self = situation.sightings().watcher();
    Sightings sightings = situation.sightings();
    return situation
        .directory()
        .preferredLeader()
        .filter(server -> !server.equals(self) && reluctance(server, situation) == 0)
        .filter(server -> Majority.takesPart(server, situation))
        .filter(server ->
            sightings
                .of(server)
                .filter(seen ->
                    situation.nowMillis() - seen.aliveSinceMillis()
                        >= sightings.timings().failBackMillis())
                .isPresent());
  }

  /** How little a server is to lead; 0 for no reason against it. */
  private static int reluctance(String server, Situation situation) {
    Directory directory = situation.directory();
    Server recorded = directory.servers().get(server);
    if (recorded == null) {
      return 3;
    }
    if (recorded.kind() != Server.Kind.DIRECTORY) {
      return 2;
    }
    boolean away =
        directory.maintenance().containsKey(server) || situation.sightings().leaving(server);
    return away ? 1 : 0;
  }
}
