package org.greenwave.directory;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * What keeps a role from going round in circles: its latest moves that no loss of a server called
 * for (rule 2), and the servers that its runs have ended (rule 8). Wall clock of the leaders; a
 * clock that jumps makes the guard milder, never a role's loss of its host longer.
 *
 * @param moves when the role moved of its own accord, the latest last
 * @param endings the server processes that its runs have ended, the latest last
 * @param heldBack whether it is kept from the last Directory majority until a person resets it
 * @param forgiven endings from before a person reset it: they count no more, but are known, or they
 *     would be recorded again for as long as they can be seen
 */
public record RoleGuard(
    List<Instant> moves, List<Ending> endings, boolean heldBack, List<Ending> forgiven) {
  /** A server process that a run of the role has ended. */
  public record Ending(String server, String incarnation, Instant at) {}

  /** Nothing has happened. */
  public static final RoleGuard CALM = new RoleGuard(List.of(), List.of(), false, List.of());

  /** The time within which two endings count together. */
  public static final Duration ENDINGS_WITHIN = Duration.ofMinutes(10);

  private static final int REMEMBERED = 100;

  public RoleGuard {
    moves = List.copyOf(moves);
    endings = List.copyOf(endings);
    forgiven = List.copyOf(Objects.requireNonNullElse(forgiven, List.of()));
  }

  RoleGuard moved(Instant at) {
    return new RoleGuard(longer(moves, at), endings, heldBack, forgiven);
  }

  /** The same after a person has reset it: nothing counts that has been. */
  RoleGuard reset() {
    List<Ending> known = new ArrayList<>(forgiven);
    known.addAll(endings);
    return new RoleGuard(List.of(), List.of(), false, latest(known));
  }

  /** Whether this ending has been recorded. */
  public boolean knows(String incarnation) {
    return Stream.concat(endings.stream(), forgiven.stream())
        .anyMatch(ending -> ending.incarnation().equals(incarnation));
  }

  /** Whether a run of the role has ended a server within a time before now. */
  public boolean endedWithin(Duration time, Instant now) {
    return endings.stream().anyMatch(ending -> near(ending.at(), now, time));
  }

  /** The same with one server more that a run of the role has ended. */
  public RoleGuard ended(Ending ending) {
    boolean again =
        endings.stream().anyMatch(before -> near(before.at(), ending.at(), ENDINGS_WITHIN));
    return new RoleGuard(moves, longer(endings, ending), heldBack || again, forgiven);
  }

  /** The moves within a time before now, the oldest first. */
  public List<Instant> movesWithin(Duration time, Instant now) {
    return moves.stream().filter(at -> at.plus(time).isAfter(now) && !at.isAfter(now)).toList();
  }

  /** Leaders' clocks differ, so either may be the later; but not by more than the time itself. */
  private static boolean near(Instant one, Instant other, Duration time) {
    return Duration.between(one, other).abs().compareTo(time) < 0;
  }

  private static <T> List<T> longer(List<T> list, T added) {
    List<T> longer = new ArrayList<>(list);
    longer.add(added);
    return latest(longer);
  }

  private static <T> List<T> latest(List<T> list) {
    return list.subList(Math.max(0, list.size() - REMEMBERED), list.size());
  }
}
