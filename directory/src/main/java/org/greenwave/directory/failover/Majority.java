package org.greenwave.directory.failover;

import java.util.List;
import java.util.Optional;
import org.greenwave.directory.Change;
import org.greenwave.directory.Directory;
import org.greenwave.directory.Refusal;
import org.greenwave.directory.Refusal.OfServers;
import org.greenwave.directory.Server;

/** Whether enough Directory servers take part to agree on anything. */
public final class Majority {
  private Majority() {}

  /** Whether the Directory could lose one more of its servers and go on. */
  public static boolean survivesLoss(Situation situation) {
    int all = situation.directory().directoryServers().size();
    return living(situation) - 1 > all / 2;
  }

  /** How many Directory servers take part. */
  static int living(Situation situation) {
    return living(situation.directory().directoryServers(), situation);
  }

  private static int living(List<String> servers, Situation situation) {
    return (int) servers.stream().filter(server -> takesPart(server, situation)).count();
  }

  /** Whether a server is heard, the watcher itself included. */
  public static boolean alive(String server, Situation situation) {
    return server.equals(situation.sightings().watcher())
        || situation.sightings().alive(server, situation.nowMillis());
  }

  /** Whether a Directory server is heard, and its log is reached as well. */
  public static boolean takesPart(String server, Situation situation) {
    return alive(server, situation) && !situation.sightings().absent().contains(server);
  }

  /** Why a server cannot be removed now, as far as the others decide that; empty when it can. */
  public static Optional<Refusal> removing(String server, Situation situation) {
    Directory directory = situation.directory();
    boolean votes =
        Optional.ofNullable(directory.servers().get(server)).filter(Server::votes).isPresent();
    List<String> left =
        directory.directoryServers().stream().filter(name -> !name.equals(server)).toList();
    int living = living(left, situation);
    return votes && !left.isEmpty() && living <= left.size() / 2
        ? Optional.of(new OfServers.MajorityWouldGo(server, living, left.size()))
        : Optional.empty();
  }

  /**
   * Why a server cannot join now, as far as the Directory does not decide that; empty when it can.
   * Where it takes the place of another, that one has to be gone, or to have no lease any more: the
   * sight of the second process would be taken for the first one's end (law L1).
   */
  public static Optional<Refusal> joining(Change.ServerJoined joined, Situation situation) {
    Optional<String> replaced =
        Optional.ofNullable(situation.directory().tokens().get(joined.tokenHash()))
            .flatMap(Change.JoinToken::replaces);
    return replaced
        .filter(joined.server().name()::equals)
        // One that is lost acts for another system, and under none of this one's grants.
        .filter(server -> !situation.directory().lost(server))
        .flatMap(server -> stillThere(server, situation));
  }

  private static Optional<Refusal> stillThere(String server, Situation situation) {
    Sightings sightings = situation.sightings();
    boolean gone =
        sightings
            .of(server)
            .filter(seen -> seen.seemsEnded(sightings.timings()))
            .filter(seen -> Evidence.conclusive(server, seen, situation))
            .isPresent();
    boolean mayAct = sightings.mayActUntilMillis(server) > situation.nowMillis();
    return alive(server, situation) || (mayAct && !gone)
        ? Optional.of(new OfServers.StillThere(server))
        : Optional.empty();
  }
}
