package org.greenwave.directory.upgrade;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.greenwave.directory.Change;
import org.greenwave.directory.LevelReason;
import org.greenwave.directory.Server;
import org.greenwave.directory.failover.Majority;
import org.greenwave.directory.failover.Sighting;
import org.greenwave.directory.failover.Situation;

/**
 * When the Directory's level rises: once every server of the record runs software that speaks the
 * next one, and none is in maintenance. A server that is not heard from holds it back, for nobody
 * knows what it will be when it comes back.
 *
 * @param change the rise, if it is due
 * @param reasons why it rises or does not; what holds it back, voters first
 */
public record Raising(Optional<Change> change, List<LevelReason> reasons) {
  public Raising {
    reasons = List.copyOf(reasons);
  }

  /** What is to be done about the level. */
  public static Raising decide(Situation situation) {
    int next = situation.directory().level() + 1;
    if (situation.directory().servers().values().stream()
        .noneMatch(server -> server.levels().newest() >= next)) {
      return no(new LevelReason.NewestSpoken(situation.directory().level()));
    }
    List<LevelReason> held = held(next, situation);
    if (!held.isEmpty()) {
      return new Raising(Optional.empty(), held);
    }
    long settling = settlingMillis(situation);
    if (settling > 0) {
      return no(new LevelReason.ServersSettling(next, settling));
    }
    LevelReason why = new LevelReason.EveryServerSpeaks(next);
    return new Raising(Optional.of(new Change.LevelRaised(next, why)), List.of(why));
  }

  private static Raising no(LevelReason reason) {
    return new Raising(Optional.empty(), List.of(reason));
  }

  private static List<LevelReason> held(int next, Situation situation) {
    List<LevelReason> held = new ArrayList<>();
    situation.directory().servers().values().stream()
        .sorted(Comparator.comparing((Server server) -> !server.votes()))
        .forEach(server -> held(server, next, situation).ifPresent(held::add));
    return held;
  }

  private static Optional<LevelReason> held(Server server, int next, Situation situation) {
    Optional<Sighting> seen = situation.sightings().of(server.name());
    if (seen.isEmpty() || !Majority.alive(server.name(), situation)) {
      return Optional.of(new LevelReason.ServerAbsent(server.name(), next));
    }
    // It may have been taken back, and the record does not know it yet.
    String running = seen.get().release();
    if (!server.levels().speak(next) || !running.equals(server.release())) {
      return Optional.of(new LevelReason.ServerTooOld(server.name(), running, next));
    }
    return situation.directory().maintenance().containsKey(server.name())
        ? Optional.of(new LevelReason.ServerInMaintenance(server.name(), next))
        : Optional.empty();
  }

  private static long settlingMillis(Situation situation) {
    long since =
        situation.directory().servers().keySet().stream()
            .flatMap(server -> situation.sightings().of(server).stream())
            .mapToLong(Sighting::aliveSinceMillis)
            .max()
            .orElse(situation.nowMillis());
    return since + situation.sightings().timings().failBackMillis() - situation.nowMillis();
  }
}
