package org.greenwave.simulator.simulation;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.greenwave.directory.Assignment;
import org.greenwave.directory.Grant;
import org.greenwave.directory.GrantReason;
import org.greenwave.directory.Role;
import org.greenwave.directory.laws.Law;
import org.greenwave.simulator.simulation.world.World;

/** Law L6: a healthy host is left alone, unless there is a reason that is really there. */
final class DisturbanceLaw {
  /** When a server lost a role by its own fault, and in which term. */
  private record Lost(long atMillis, long term) {}

  private final World world;
  private final PlainFacts plain;
  private final Map<String, Lost> lost = new HashMap<>();
  private final Map<String, Long> maintainedAt = new HashMap<>();
  private final Set<Grant> wishes = new HashSet<>();

  DisturbanceLaw(World world, PlainFacts plain) {
    this.world = world;
    this.plain = plain;
  }

  /** A person has really asked for this. */
  void wished(Grant grant) {
    wishes.add(grant);
  }

  /** Whether the law can be judged: the leader must know how the host is. */
  boolean judges(Ruling ruling) {
    return ruling.before() instanceof Assignment.Held(Grant held)
        && plain.unharmed(ruling.leader().self().machine().name())
        && plain.timed()
        && plain.joined(ruling.leader(), held.server());
  }

  /** Whether a healthy host is disturbed, for a good reason or not. */
  boolean disturbs(Ruling ruling) {
    return ruling.before() instanceof Assignment.Held(Grant held) && healthy(ruling, held);
  }

  /** Whether a grant takes a role from a healthy host for nothing that is so. */
  Optional<LawBroken> breach(Ruling ruling) {
    if (!(ruling.before() instanceof Assignment.Held(Grant held))) {
      return Optional.empty();
    }
    return switch (ruling.reason()) {
      case GrantReason.AskedFor _ ->
          unless(wishes.contains(ruling.grant()), "nobody asked for %s", ruling);
      case GrantReason.HigherPriority(String from, _, _) ->
          unless(forced(ruling, from, held), "nothing forces %s", ruling).or(() -> tooSoon(ruling));
      case GrantReason.HostRemoved(String from, _) ->
          unless(
              from.equals(held.server()) && !ruling.list().contains(from),
              "the host was on the list before %s",
              ruling);
      case GrantReason.HostInMaintenance(String host, _) ->
          unless(
              host.equals(held.server()) && ruling.directory().maintenance().containsKey(host),
              "the host was not in maintenance before %s",
              ruling);
      case GrantReason.HostLeaving(String host, _, _) ->
          unless(
              host.equals(held.server()) && !plain.staying(held),
              "the host was not being stopped before %s",
              ruling);
      case GrantReason.DatabaseReplaced(String host) ->
          unless(host.equals(held.server()), "the role was taken from its host by %s", ruling)
              .or(() -> fromHealthy(ruling, held));
      case GrantReason.FirstUsable _,
          GrantReason.HeirTakesOver _,
          GrantReason.HostGone _,
          GrantReason.HostRestarted _,
          GrantReason.LeaseRanOut _,
          GrantReason.HostFailed _,
          GrantReason.TriedAgain _,
          GrantReason.LastHostReturned _,
          GrantReason.MoveUnfinished _,
          GrantReason.FenceOvertaken _ ->
          fromHealthy(ruling, held);
    };
  }

  private Optional<LawBroken> fromHealthy(Ruling ruling, Grant held) {
    return unless(!healthy(ruling, held), "its host was healthy before %s", ruling);
  }

  private static boolean forced(Ruling ruling, String from, Grant held) {
    int better = ruling.list().indexOf(ruling.grant().server());
    return ruling.role().filter(Role::forceHighest).isPresent()
        && from.equals(held.server())
        && better >= 0
        && better < ruling.list().indexOf(from);
  }

  private boolean healthy(Ruling ruling, Grant held) {
    return judges(ruling)
        && plain.awake(held.server())
        && plain.active(held.server(), ruling.grant().role())
        && plain.stores(held.server(), ruling.grant().role());
  }

  private static Optional<LawBroken> unless(boolean sound, String sentence, Ruling ruling) {
    return sound
        ? Optional.empty()
        : Optional.of(new LawBroken(Law.L6, sentence.formatted(ruling.grant())));
  }

  /**
   * A server that has just failed must be healthy for a while before it is forced back. For half of
   * that while at least: it may have recovered some time before it was seen to have failed.
   */
  private Optional<LawBroken> tooSoon(Ruling ruling) {
    Lost then = lost.get(key(ruling.grant().role(), ruling.grant().server()));
    long needed = ruling.directory().timings().failBackMillis() / 2;
    boolean soon =
        then != null
            && plain.timed()
            && then.term() == ruling.grant().term()
            && world.agenda().nowMillis() - then.atMillis() < needed;
    return unless(!soon, "it was lost there shortly before %s", ruling);
  }

  /**
   * A grant has come into force: who had the role before had lost it by then, by a fault or not.
   */
  void granted(Grant grant, Assignment before, long decidedMillis) {
    String loser = before.grant().map(Grant::server).orElse(grant.server());
    if (!loser.equals(grant.server())) {
      lost.remove(key(grant.role(), loser));
      if (forAFault(grant) && !maintainedLately(loser)) {
        lost.put(key(grant.role(), loser), new Lost(decidedMillis, grant.term()));
      }
    }
  }

  /** An edited role begins anew. */
  void edited(String role) {
    lost.keySet().removeIf(key -> key.startsWith(key(role, "")));
  }

  /** A role may have stayed with a server that failed long ago for want of another. */
  void maintained(String server) {
    lost.keySet().removeIf(key -> key.endsWith(key("", server)));
    maintainedAt.put(server, world.agenda().nowMillis());
  }

  private boolean maintainedLately(String server) {
    Long at = maintainedAt.get(server);
    return at != null && world.agenda().nowMillis() - at < plain.forMillis();
  }

  private static String key(String role, String server) {
    return role + " " + server;
  }

  private static boolean forAFault(Grant grant) {
    return grant.reason() instanceof GrantReason.HostGone
        || grant.reason() instanceof GrantReason.HostRestarted
        || grant.reason() instanceof GrantReason.LeaseRanOut
        || grant.reason() instanceof GrantReason.HostFailed;
  }
}
