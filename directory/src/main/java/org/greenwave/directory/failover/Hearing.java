package org.greenwave.directory.failover;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.greenwave.directory.failover.RoleReport.State;
import org.jspecify.annotations.Nullable;

/** What a beat adds to what was seen before. */
final class Hearing {
  private Hearing() {}

  static Sighting of(@Nullable Sighting before, Beat beat, Sightings seen, long nowMillis) {
    if (before == null) {
      return first(beat, 0, nowMillis);
    }
    int order = beat.incarnation().compareTo(before.incarnation());
    // A lease ends with its process, but an older one may have been given without our seeing it.
    return order > 0
        ? first(beat, before.mayActUntilMillis(), nowMillis)
        : again(before, beat, seen.timings().leaseMillis(), nowMillis);
  }

  /** Whether a beat was overtaken by a later one on its way. */
  static boolean outdated(Sighting before, Beat beat) {
    int order = beat.incarnation().compareTo(before.incarnation());
    return order < 0 || (order == 0 && beat.sequence() <= before.sequence());
  }

  private static Sighting first(Beat beat, long mayActUntilMillis, long nowMillis) {
    return new Sighting(
        beat.incarnation(),
        beat.sequence(),
        nowMillis,
        nowMillis,
        mayActUntilMillis,
        Set.of(),
        nowMillis,
        beat.release(),
        beat.roleTypes(),
        beat.roles(),
        beat.reserves(),
        beat.leaving(),
        ready(Map.of(), beat, nowMillis),
        since(Map.of(), beat, nowMillis, RoleReport::databaseWritable),
        since(Map.of(), beat, nowMillis, report -> !report.databaseWritable()));
  }

  private static Sighting again(Sighting before, Beat beat, long breakMillis, long nowMillis) {
    boolean unbroken = nowMillis - before.heardAtMillis() <= breakMillis;
    return new Sighting(
        before.incarnation(),
        beat.sequence(),
        nowMillis,
        unbroken ? before.aliveSinceMillis() : nowMillis,
        before.mayActUntilMillis(),
        before.goneBy(),
        before.goneSinceMillis(),
        beat.release(),
        beat.roleTypes(),
        beat.roles(),
        beat.reserves(),
        beat.leaving(),
        ready(unbroken ? before.readySinceMillis() : Map.of(), beat, nowMillis),
        since(
            unbroken ? before.writableSinceMillis() : Map.of(),
            beat,
            nowMillis,
            RoleReport::databaseWritable),
        since(
            unbroken ? before.unwritableSinceMillis() : Map.of(),
            beat,
            nowMillis,
            report -> !report.databaseWritable()));
  }

  private static Map<String, Long> ready(Map<String, Long> before, Beat beat, long nowMillis) {
    return since(
        before,
        beat,
        nowMillis,
        report ->
            report.databaseWritable()
                && (report.state() == State.WARM || report.state() == State.ACTIVE));
  }

  /** Since when something has been so of each role of which it is so now. */
  private static Map<String, Long> since(
      Map<String, Long> before, Beat beat, long nowMillis, Predicate<RoleReport> so) {
    Map<String, Long> since = new HashMap<>();
    beat.roles()
        .forEach((role, report) -> {
          if (so.test(report)) {
            since.put(role, before.getOrDefault(role, nowMillis));
          }
        });
    return since;
  }
}
