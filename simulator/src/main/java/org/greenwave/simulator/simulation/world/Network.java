package org.greenwave.simulator.simulation.world;

import java.util.HashSet;
import java.util.Set;

/** The network between servers and the role database. Each direction can be cut by itself. */
public final class Network {
  /** The name of the role database's machine. */
  public static final String DATABASE = "database";

  private record Link(String from, String to) {}

  private final Agenda agenda;
  private final Chance chance;
  private final Set<Link> cuts = new HashSet<>();

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

  /** Every direction works again. */
  public void mendAll() {
    cuts.clear();
  }

  /** Whether nothing gets through in this direction. */
  public boolean isCut(String from, String to) {
    return cuts.contains(new Link(from, to));
  }

  /** Whether a connection between the two can live: both directions work. */
  public boolean joined(String one, String other) {
    return !isCut(one, other) && !isCut(other, one);
  }

  /** Whether every direction to and from this one works. */
  public boolean whole(String name) {
    return cuts.stream().noneMatch(cut -> cut.from().equals(name) || cut.to().equals(name));
  }

  void send(String from, String to, String kind, Runnable arrives) {
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

  private void travel(String from, String to, String kind, Runnable arrives) {
    agenda.in(
        chance.travelMillis(),
        kind,
        () -> {
          if (!isCut(from, to)) {
            arrives.run();
          }
        });
  }
}
