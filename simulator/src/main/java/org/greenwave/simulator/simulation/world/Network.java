package org.greenwave.simulator.simulation.world;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** The network between servers and the role database. Each direction can be cut by itself. */
public final class Network {
  /** The name of the role database's machine. */
  public static final String DATABASE = "database";

  private record Link(String from, String to) {}

  private final Agenda agenda;
  private final Chance chance;
  private final Set<Link> cuts = new HashSet<>();
  private final Map<String, Long> slowMillis = new HashMap<>();

  Network(Agenda agenda, Chance chance) {
    this.agenda = agenda;
    this.chance = chance;
  }

  /** Nothing gets through in this direction any more. */
  public void cut(String from, String to) {
    cuts.add(new Link(from, to));
  }

  /** This direction works again. */
  public void mend(String from, String to) {
    cuts.remove(new Link(from, to));
  }

  /** Everything that is sent to this one takes so much longer; 0 ends that. */
  public void slow(String to, long millis) {
    if (millis == 0) {
      slowMillis.remove(to);
    } else {
      slowMillis.put(to, millis);
    }
  }

  /** Every direction works again, at full speed. */
  public void mendAll() {
    cuts.clear();
    slowMillis.clear();
  }

  /** Whether nothing gets through in this direction. */
  public boolean isCut(String from, String to) {
    return cuts.contains(new Link(from, to));
  }

  /** Whether a connection between the two can live: both directions work. */
  public boolean joined(String one, String other) {
    return !isCut(one, other) && !isCut(other, one);
  }

  /** Whether every direction to and from this one works, at full speed, and loses nothing. */
  public boolean whole(String name) {
    return chance.smooth()
        && !slowMillis.containsKey(name)
        && cuts.stream().noneMatch(cut -> cut.from().equals(name) || cut.to().equals(name));
  }

  void send(String from, String to, EventKind kind, Runnable arrives) {
    if (from.equals(to)) {
      agenda.in(0, kind, arrives);
      return;
    }
    if (isCut(from, to) || chance.loses()) {
      return;
    }
    travel(from, to, kind, arrives);
    if (chance.doubles()) {
      travel(from, to, kind, arrives);
    }
  }

  private void travel(String from, String to, EventKind kind, Runnable arrives) {
    agenda.in(
        chance.travelMillis() + slowMillis.getOrDefault(to, 0L),
        kind,
        () -> {
          if (!isCut(from, to)) {
            arrives.run();
          }
        });
  }
}
