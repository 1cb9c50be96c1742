package org.greenwave.simulator.simulation;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.greenwave.directory.Change;
import org.greenwave.directory.Directory;
import org.greenwave.directory.Grant;
import org.greenwave.directory.laws.Law;
import org.greenwave.simulator.simulation.world.Leadership;
import org.greenwave.simulator.simulation.world.World;

/**
 * Judges grants when they are decided, by what the leader must have known then; a breach counts
 * when the grant comes into force. What has not been decided by its present leader is judged then,
 * too.
 */
final class GrantLaws {
  /** After so long without a fault of its own, a server must be known to be what it is. */
  private static final long PLAIN_MILLIS = 4_000;

  private final World world;
  private final PlainFacts plain;
  private final ChoiceLaw choice;
  private final DisturbanceLaw disturbance;
  private final ReasonLaw reasons;
  private final Map<Grant, LawBroken> breaches = new HashMap<>();
  private final Map<Grant, Ruling> rulings = new HashMap<>();
  private final Map<Grant, Long> decidedAt = new HashMap<>();
  private final Map<Law, Long> judged = new HashMap<>();

  GrantLaws(World world, Cautions cautions) {
    this.world = world;
    this.plain = new PlainFacts(world, PLAIN_MILLIS);
    this.choice = new ChoiceLaw(world, plain, cautions);
    this.disturbance = new DisturbanceLaw(world, plain);
    this.reasons = new ReasonLaw(world);
  }

  /** How often a law was really judged: there was a choice, or a healthy host to disturb. */
  long judged(Law law) {
    return judged.getOrDefault(law, 0L);
  }

  /** A person has really asked for this. */
  void wished(Leadership leader, Change.MoveBegun change) {
    disturbance.wished(change.pending());
    decided(leader, leader.self().directory(), change);
  }

  void decided(Leadership leader, Directory directory, Change change) {
    Ruling.of(leader, directory, change)
        .ifPresent(ruling -> {
          rulings.put(ruling.grant(), ruling);
          decidedAt.put(ruling.grant(), world.agenda().nowMillis());
          count(ruling);
          reasons
              .breach(ruling)
              .or(() -> breach(ruling))
              .ifPresent(broken -> breaches.put(ruling.grant(), broken));
        });
  }

  private void count(Ruling ruling) {
    if (choice.chooses(ruling)) {
      judged.merge(Law.L5, 1L, Long::sum);
    }
    if (disturbance.disturbs(ruling)) {
      judged.merge(Law.L6, 1L, Long::sum);
    }
  }

  private Optional<LawBroken> breach(Ruling ruling) {
    return choice.breach(ruling).or(() -> disturbance.breach(ruling));
  }

  void committed(Change change, Directory before) {
    if (change instanceof Change.RoleEdited edited) {
      disturbance.edited(edited.role());
    } else if (change instanceof Change.MaintenanceSet set) {
      disturbance.maintained(set.server());
    } else if (change instanceof Change.TimingsEdited) {
      plain.timingsEdited();
    }
    Ruling.granted(change).ifPresent(grant -> granted(grant, change, before));
  }

  private void granted(Grant grant, Change change, Directory before) {
    LawBroken breach = breaches.get(grant);
    if (breach != null) {
      throw breach;
    }
    world
        .leader()
        .filter(leader -> !decidedBy(leader, grant))
        .filter(plain::majority)
        .flatMap(leader -> Ruling.of(leader, before, change))
        .flatMap(this::breach)
        .ifPresent(broken -> {
          throw broken;
        });
    long decidedMillis = decidedAt.getOrDefault(grant, world.agenda().nowMillis());
    disturbance.granted(grant, before.assignment(grant.role()), decidedMillis);
  }

  private boolean decidedBy(Leadership leader, Grant grant) {
    Ruling ruling = rulings.get(grant);
    return ruling != null && ruling.leader().equals(leader);
  }
}
