package org.greenwave.simulator.simulation.world;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
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
  private final Map<Link, Long> linkChangedAt = new HashMap<>();
  private final Map<String, Long> paceChangedAt = new HashMap<>();
  private long roughnessChangedAt;

  Network(Agenda agenda, Chance chance) {
    this.agenda = agenda;
    this.chance = chance;
  }

  /** Nothing gets through in this direction any more; nobody is cut off from itself. */
  public void cut(String from, String to) {
    if (from.equals(to)) {
      return;
    }
    Link link = new Link(from, to);
    cuts.add(link);
    linkChangedAt.put(link, agenda.nowMillis());
  }

  /** This direction works again. */
  public void mend(String from, String to) {
    Link link = new Link(from, to);
    if (cuts.remove(link)) {
      linkChangedAt.put(link, agenda.nowMillis());
    }
  }

  /** Everything that is sent to this one takes so much longer; 0 ends that. */
  public void slow(String to, long millis) {
    paceChangedAt.put(to, agenda.nowMillis());
    if (millis == 0) {
      slowMillis.remove(to);
    } else {
      slowMillis.put(to, millis);
    }
  }

  /** Every direction works again, at full speed. */
  public void mendAll() {
    List.copyOf(cuts).forEach(cut -> mend(cut.from(), cut.to()));
    List.copyOf(slowMillis.keySet()).forEach(to -> slow(to, 0));
  }

  /** Messages begin to be lost and late everywhere, or that ends. */
  public void roughnessChanged() {
    roughnessChangedAt = agenda.nowMillis();
  }

  /** Whether nothing gets through in this direction. */
  public boolean isCut(String from, String to) {
    return cuts.contains(new Link(from, to));
  }

  /** Whether a connection between the two can live: both directions work. */
  public boolean joined(String one, String other) {
    return !isCut(one, other) && !isCut(other, one);
  }

  /** Whether everything that is sent to this one comes late. */
  public boolean isSlow(String to) {
    return slowMillis.containsKey(to);
  }

  /** For how long both directions between two have worked, at full speed, and lost nothing. */
  public long soundMillis(String one, String other) {
    if (one.equals(other)) {
      return agenda.nowMillis();
    }
    boolean sound = chance.smooth() && joined(one, other) && !isSlow(one) && !isSlow(other);
    return sound ? agenda.nowMillis() - changedMillis(one, other) : 0;
  }

  private long changedMillis(String one, String other) {
    long cut = Math.max(cutChangedMillis(one, other), cutChangedMillis(other, one));
    long pace =
        Math.max(paceChangedAt.getOrDefault(one, 0L), paceChangedAt.getOrDefault(other, 0L));
    return Math.max(roughnessChangedAt, Math.max(cut, pace));
  }

  /** When a direction was last cut or mended. */
  public long cutChangedMillis(String from, String to) {
    return linkChangedAt.getOrDefault(new Link(from, to), 0L);
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
