package org.greenwave.directory.laws;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.greenwave.directory.Assignment;
import org.greenwave.directory.Change;
import org.greenwave.directory.Directory;
import org.greenwave.directory.Facts;
import org.greenwave.directory.Grant;
import org.greenwave.directory.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DirectoryLawsTest {
  private static final List<String> SERVERS = List.of("alpha", "beta", "gamma", "delta");
  private static final Directory HELD = Facts.of("alpha", "beta").held("alpha", 5).directory();

  @Test
  void aVersionThatDoesNotFollowIsFound() {
    assertThat(broken(HELD, HELD)).containsExactly(Law.L7);
    assertThat(broken(HELD, with(HELD, 2, HELD.assignment("tss")))).containsExactly(Law.L7);
  }

  @Test
  void aFenceThatFallsIsFound() {
    Assignment lower = new Assignment.Held(Facts.grant("beta", 4));
    assertThat(broken(HELD, with(HELD, 1, lower))).containsExactly(Law.L2);
    Assignment none = new Assignment.Vacant(0, Optional.empty());
    assertThat(broken(HELD, with(HELD, 1, none))).containsExactly(Law.L2);
  }

  @Test
  void aFenceThatIsGrantedTwiceIsFound() {
    Assignment twice = new Assignment.Held(Facts.grant("beta", 5));
    assertThat(broken(HELD, with(HELD, 1, twice))).containsExactly(Law.L2);
    Assignment moving = new Assignment.HandingOver(Facts.grant("alpha", 5), Facts.grant("beta", 6));
    Directory under = with(HELD, 1, moving);
    Assignment stolen = new Assignment.Held(Facts.grant("gamma", 6));
    assertThat(broken(under, with(under, 1, stolen))).containsExactly(Law.L2);
    Assignment completed = new Assignment.Held(Facts.grant("beta", 6));
    assertThat(broken(under, with(under, 1, completed))).isEmpty();
  }

  /** Whatever is proposed, in whatever order, no accepted change breaks a law. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void noSequenceOfChangesBreaksALaw(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Directory now = Facts.of("alpha", "beta").directory();
    int accepted = 0;
    for (int step = 0; step < 3_000; step++) {
      Outcome outcome = now.apply(change(now, random), Facts.stamp(1 + random.nextInt(2)));
      if (outcome instanceof Outcome.Accepted(Directory after)) {
        assertThat(DirectoryLaws.breaches(now, after)).isEmpty();
        now = after;
        accepted++;
      }
    }
    assertThat(accepted).isGreaterThan(300);
  }

  private static Change change(Directory now, SplittableRandom random) {
    long fence = Math.max(0, now.assignment("tss").fence() + random.nextInt(-1, 2));
    String server = SERVERS.get(random.nextInt(SERVERS.size()));
    Grant grant = Facts.grant(server, fence + random.nextInt(0, 3));
    long version = now.roles().containsKey("tss") ? now.roles().get("tss").version() : 0;
    return switch (random.nextInt(7)) {
      case 0, 1 -> new Change.GrantIssued(grant, fence);
      case 2 -> new Change.MoveBegun(grant, fence);
      case 3 -> new Change.MoveCompleted("tss", fence);
      case 4 -> new Change.RoleDeleted("tss", version - random.nextInt(2), "anna");
      case 5 -> new Change.RoleCreated(Facts.role("tss", "alpha", server), "anna");
      default -> edit(version, server, random);
    };
  }

  private static Change edit(long version, String server, SplittableRandom random) {
    Change.RoleEdit edit =
        new Change.RoleEdit(
            Optional.empty(),
            Optional.of(List.of(server, SERVERS.get(random.nextInt(SERVERS.size())))),
            Optional.empty(),
            Optional.of(random.nextInt(3) > 0),
            Optional.empty(),
            Optional.empty());
    return new Change.RoleEdited("tss", version, edit, "anna");
  }

  private static List<Law> broken(Directory before, Directory after) {
    return DirectoryLaws.breaches(before, after).stream().map(DirectoryLaws.Breach::law).toList();
  }

  private static Directory with(Directory of, long later, Assignment assignment) {
    SortedMap<String, Assignment> assignments = new TreeMap<>(of.assignments());
    assignments.put("tss", assignment);
    return new Directory(
        of.id(),
        of.name(),
        of.version() + later,
        of.level(),
        of.timings(),
        of.servers(),
        of.preferredLeader(),
        of.maintenance(),
        of.roles(),
        assignments,
        of.guards(),
        of.left(),
        of.tokens(),
        of.people(),
        of.notices(),
        of.heritage(),
        of.audit(),
        of.history());
  }
}
