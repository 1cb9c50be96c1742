package org.greenwave.simulator.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.greenwave.directory.Change;
import org.greenwave.directory.Directory;
import org.greenwave.directory.Grant;
import org.greenwave.directory.Outcome;
import org.greenwave.directory.Role;
import org.greenwave.directory.Timings;
import org.greenwave.directory.failover.Leading;
import org.greenwave.directory.failover.Moves;
import org.greenwave.directory.laws.Law;
import org.greenwave.simulator.simulation.world.Incarnation;
import org.greenwave.simulator.simulation.world.Leadership;
import org.greenwave.simulator.simulation.world.ReplicatedLog;
import org.greenwave.simulator.simulation.world.World;

/** People who edit and move roles while things go wrong, and remember what they were told. */
final class Operators {
  /** What they wish for, whether they get it or not. */
  static final List<String> WISHES =
      List.of(
          "move",
          "move-refused",
          "edit",
          "edit-database",
          "timings",
          "maintenance",
          "maintenance-ends",
          "lead",
          "prefer");

  /** Of so many edits of a role one gives it another database. */
  private static final int EDITS = 3;

  private record Told(Change.RoleEdited edit, long index) {}

  private final World world;
  private final SplittableRandom random;
  private final Trace trace;
  private final LawWatch laws;
  private final List<Told> told = new ArrayList<>();

  Operators(World world, SplittableRandom random, Trace trace, LawWatch laws) {
    this.laws = laws;
    this.world = world;
    this.random = random;
    this.trace = trace;
  }

  /** One wish, of a kind and about a role by chance, told to any server that believes to lead. */
  void wish() {
    List<Leadership> leaders =
        world.machines().stream()
            .filter(machine -> machine.working())
            .flatMap(machine -> machine.incarnation().stream())
            .flatMap(incarnation -> incarnation.watch().stream())
            .flatMap(watch -> watch.leadership().stream())
            .filter(Leadership::ready)
            .toList();
    if (!leaders.isEmpty()) {
      wish(leaders.get(random.nextInt(leaders.size())));
    }
  }

  private void wish(Leadership leader) {
    Directory directory = leader.self().directory();
    List<Role> roles = List.copyOf(directory.roles().values());
    Role role = roles.get(random.nextInt(roles.size()));
    switch (random.nextInt(12)) {
      case 0, 1, 2, 3, 4, 5 -> move(leader, role);
      case 6, 7, 8 -> edit(leader, role);
      case 9 -> time(leader);
      case 10 -> maintain(leader, role);
      default -> lead(leader);
    }
  }

  private void time(Leadership leader) {
    trace.wish("timings", "");
    Timings before = leader.self().directory().timings();
    leader.submit(new Change.TimingsEdited(before, RandomTimings.of(random), "anna"), _ -> {});
  }

  /** Maintenance of a host, or of anybody, or of two at once; or its end. */
  private void maintain(Leadership leader, Role role) {
    Directory directory = leader.self().directory();
    int two = random.nextInt(4) == 0 ? 2 : 1;
    for (int number = 0; number < two; number++) {
      String any = anyServer();
      String server =
          random.nextBoolean()
              ? directory.assignment(role.name()).grant().map(Grant::server).orElse(any)
              : any;
      maintain(leader, server, !directory.maintenance().containsKey(server));
    }
  }

  private void maintain(Leadership leader, String server, boolean on) {
    trace.wish(on ? "maintenance" : "maintenance-ends", server);
    leader.submit(new Change.MaintenanceSet(server, on, "", "anna"), _ -> {});
  }

  private void lead(Leadership leader) {
    String server = anyServer();
    boolean other = !server.equals(leader.self().machine().name());
    if (other && Leading.asked(server, leader.situation()).isEmpty()) {
      boolean prefers = random.nextInt(3) == 0;
      trace.wish(prefers ? "prefer" : "lead", server);
      if (prefers) {
        leader.submit(new Change.LeaderPreferred(Optional.of(server), "anna"), _ -> {});
      } else {
        leader.handOnTo(server);
      }
    }
  }

  private String anyServer() {
    return world.machines().get(random.nextInt(world.machines().size())).name();
  }

  /**
   * Maintenance ends, so that every role can be hosted.
   *
   * @param where only where a role has no other server
   */
  void reopen(boolean where) {
    Directory directory = world.log().directoryAt(world.log().last());
    Set<String> closed = directory.maintenance().keySet();
    boolean open =
        directory.roles().values().stream().allMatch(role -> !closed.containsAll(role.servers()));
    if (!(where && open)) {
      world
          .leader()
          .filter(Leadership::ready)
          .ifPresent(leader -> closed.forEach(server -> maintain(leader, server, false)));
    }
  }

  /**
   * A person forgives a role what it has done to servers where nothing else lets it go on (rule 8):
   * a Directory of one server always needs that one. With more, all are back once faults have
   * ended.
   */
  void forgive() {
    Directory directory = world.log().directoryAt(world.log().last());
    if (directory.directoryServers().size() == 1) {
      world
          .leader()
          .filter(Leadership::ready)
          .ifPresent(leader ->
              directory.roles().keySet().stream()
                  .filter(role -> directory.guard(role).heldBack())
                  .forEach(role -> leader.submit(new Change.GuardReset(role, "anna"), _ -> {})));
    }
  }

  private void move(Leadership leader, Role role) {
    String to = role.servers().get(random.nextInt(role.servers().size()));
    switch (Moves.ask(role.name(), to, "anna", leader.situation())) {
      case Moves.Answer.Begin(Change.MoveBegun change) -> {
        trace.wish("move", role.name() + " to " + to);
        laws.wished(leader, change);
        leader.carryOut(role.name(), change);
      }
      case Moves.Answer.No(var refusal) -> trace.wish("move-refused", refusal.code());
    }
  }

  private void edit(Leadership leader, Role role) {
    Optional<List<String>> list =
        random.nextBoolean() ? Optional.of(list(world, random)) : Optional.empty();
    Optional<Boolean> force =
        random.nextInt(3) == 0 ? Optional.of(random.nextBoolean()) : Optional.empty();
    Optional<Boolean> active =
        role.active() && random.nextInt(3) > 0 ? Optional.empty() : Optional.of(!role.active());
    Optional<Role.Database> database =
        role.type().equals("lamp") || role.version() % EDITS != 0
            ? Optional.empty()
            : Optional.of(otherThan(role.database()));
    trace.wish(database.isEmpty() ? "edit" : "edit-database", role.name());
    Change.RoleEdited edited =
        new Change.RoleEdited(
            role.name(),
            role.version(),
            new Change.RoleEdit(Optional.empty(), list, force, active, database, Optional.empty()),
            "anna");
    leader.submit(edited, index -> acknowledged(edited, index));
  }

  /** One of two, so that a role comes back to what it has left. */
  private static Role.Database otherThan(Role.Database now) {
    String host = now.url().contains("//other/") ? "database" : "other";
    return new Role.Database("jdbc:postgresql://%s/g".formatted(host), "g", "");
  }

  /** The answer is that of the entry; one without an entry has to take the leader's word. */
  private void acknowledged(Change.RoleEdited edit, long index) {
    if (index > world.log().last() || accepted(world.log().entry(index))) {
      told.add(new Told(edit, index));
    }
  }

  private static boolean accepted(ReplicatedLog.Entry entry) {
    return entry.outcome().orElse(null) instanceof Outcome.Accepted;
  }

  /** Law L7: whoever has applied an acknowledged edit's entry shows it. */
  void checkReads() {
    world.machines().stream()
        .flatMap(machine -> machine.incarnation().stream())
        .forEach(incarnation -> told.forEach(edit -> checkRead(incarnation, edit)));
  }

  private static void checkRead(Incarnation incarnation, Told told) {
    Role seen = incarnation.directory().roles().get(told.edit().role());
    if (incarnation.applied() >= told.index()
        && (seen == null || seen.version() <= told.edit().basedOn())) {
      throw new LawBroken(Law.L7, "%s does not show %s".formatted(incarnation.id(), told));
    }
  }

  /** Law L7: in the end every acknowledged edit is in the log, where its client was told. */
  void checkKept() {
    told.stream()
        .filter(edit -> !kept(edit))
        .findFirst()
        .ifPresent(lost -> {
          throw new LawBroken(Law.L7, "the log does not hold " + lost);
        });
  }

  private boolean kept(Told told) {
    return told.index() <= world.log().last()
        && accepted(world.log().entry(told.index()))
        && world.log().entry(told.index()).content()
            instanceof ReplicatedLog.Content.Changed(Change change)
        && change.equals(told.edit());
  }

  /** A server list by chance. */
  static List<String> list(World world, SplittableRandom random) {
    List<String> names = new ArrayList<>();
    world
        .machines()
        .forEach(machine -> names.add(random.nextInt(names.size() + 1), machine.name()));
    return names.subList(0, random.nextInt(1, names.size() + 1));
  }
}
