package org.greenwave.simulator.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.greenwave.directory.laws.Law;
import org.greenwave.simulator.simulation.world.EventKind;

/**
 * What a long series of runs must have come across: a law that was never really judged has not
 * held, and a fault that never struck has shown nothing.
 */
final class Reach {
  /** So many runs meet everything that chance has in store. */
  static final long RUNS = 1_000;

  /** The laws that excuse what a leader cannot know, so that they can be excused away. */
  static final List<Law> EXCUSING = List.of(Law.L4, Law.L5, Law.L6);

  private Reach() {}

  /** What was never reached, a sentence each; empty when all was, or when the runs were few. */
  static List<String> missing(Tally tally) {
    List<String> missing = new ArrayList<>();
    if (tally.runs() < RUNS) {
      return missing;
    }
    EXCUSING.stream()
        .filter(law -> tally.times("judged", law.name()) == 0)
        .forEach(law -> missing.add(law + " was never really judged"));
    Stream.of(EventKind.values())
        .filter(kind -> tally.times(kind) == 0)
        .forEach(kind -> missing.add("there was never an event " + kind.label()));
    Faults.usual().stream()
        .filter(kind -> tally.times("fault", kind) == 0)
        .forEach(kind -> missing.add("there was never a fault " + kind));
    Operators.WISHES.stream()
        .filter(kind -> tally.times("wish", kind) == 0)
        .forEach(kind -> missing.add("nobody ever had the wish " + kind));
    if (2 * tally.changesOfLeader() < tally.runs()) {
      missing.add("fewer than half of the runs had a change of leader");
    }
    return missing;
  }

  /** How often which law was really judged. */
  static String judged(Tally tally) {
    List<String> words =
        EXCUSING.stream()
            .map(law -> "%s judged %d".formatted(law, tally.times("judged", law.name())))
            .toList();
    return String.join(", ", words);
  }
}
