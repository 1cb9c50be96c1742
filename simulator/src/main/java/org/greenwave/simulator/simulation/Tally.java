package org.greenwave.simulator.simulation;

import java.util.EnumMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.greenwave.simulator.simulation.world.EventKind;

/** What runs were made of: how often which kind of thing happened. Sums up by adding. */
final class Tally {
  /** A number that is counted up without making an object each time. */
  private static final class Count {
    private long count;
  }

  private final Map<EventKind, Count> events = new EnumMap<>(EventKind.class);
  private final SortedMap<String, Long> things = new TreeMap<>();
  private long runs;
  private long changesOfLeader;
  private long fewestEvents = Long.MAX_VALUE;
  private long fewestFaults = Long.MAX_VALUE;

  void event(EventKind kind) {
    of(kind).count++;
  }

  private Count of(EventKind kind) {
    return events.computeIfAbsent(kind, _ -> new Count());
  }

  void thing(String group, String kind) {
    things(group, kind, 1);
  }

  void things(String group, String kind, long times) {
    things.merge(group + " " + kind, times, Long::sum);
  }

  long times(String group, String kind) {
    return things.getOrDefault(group + " " + kind, 0L);
  }

  long events() {
    return events.values().stream().mapToLong(kind -> kind.count).sum();
  }

  long faults() {
    return things.tailMap("fault ").headMap("fault!").values().stream()
        .mapToLong(Long::longValue)
        .sum();
  }

  long changesOfLeader() {
    return changesOfLeader;
  }

  long times(EventKind kind) {
    return of(kind).count;
  }

  long runs() {
    return runs;
  }

  /** Adds what one run was made of. */
  void add(Tally run) {
    run.runs = 1;
    run.changesOfLeader = run.times("leader", "changed") > 0 ? 1 : 0;
    run.fewestEvents = run.events();
    run.fewestFaults = run.faults();
    join(run);
  }

  /** Adds up with what other runs were made of. */
  void join(Tally other) {
    other.events.forEach((kind, count) -> of(kind).count += count.count);
    other.things.forEach((thing, count) -> things.merge(thing, count, Long::sum));
    runs += other.runs;
    changesOfLeader += other.changesOfLeader;
    fewestEvents = Math.min(fewestEvents, other.fewestEvents);
    fewestFaults = Math.min(fewestFaults, other.fewestFaults);
  }

  /** The table of kinds, then the sums. */
  void print(Consumer<String> out) {
    for (EventKind kind : EventKind.values()) {
      out.accept("%12d  event %s".formatted(of(kind).count, kind.label()));
    }
    things.forEach((thing, count) -> out.accept("%12d  %s".formatted(count, thing)));
    out.accept(
        "%d events, %d faults; in the least of runs %d events, %d faults"
            .formatted(events(), faults(), fewestEvents, fewestFaults));
    out.accept(
        "%d %% of the runs with a change of leader"
            .formatted(Math.round(100.0 * changesOfLeader / Math.max(1, runs))));
  }
}
