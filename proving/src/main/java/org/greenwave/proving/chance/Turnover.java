package org.greenwave.proving.chance;

import java.time.Duration;
import org.greenwave.proving.chance.Fault.Victim;
import org.greenwave.proving.cluster.LocalCluster;
import org.greenwave.proving.harm.Scene;

/**
 * A change of who keeps the Directory, as chance picked it for a time when something is wrong.
 *
 * @param kind what is changed
 * @param victim whose disk or machine is lost, where one is
 * @param first whether it begins before the fault
 * @param apartMillis how long there is between it and the fault
 */
record Turnover(Kind kind, Victim victim, boolean first, long apartMillis) {
  /** A kind of change, as the table at the end names it. */
  enum Kind {
    GROW("a server joins"),
    SHRINK("a server is removed"),
    WIPE("a disk is lost"),
    REPLACE("a machine is replaced");

    private final String title;

    Kind(String title) {
      this.title = title;
    }

    String title() {
      return title;
    }
  }

  /**
   * What is really done.
   *
   * @param kind what is changed
   * @param server who joins, is removed, or has lost what
   */
  record Deed(Kind kind, String server) {
    String sentence(Scene scene) {
      return switch (kind) {
        case GROW -> server + " joins";
        case SHRINK -> server + " is removed";
        case WIPE -> whom(scene) + " has lost its disk";
        case REPLACE -> whom(scene) + " is replaced by another machine, and its old disk returns";
      };
    }

    private String whom(Scene scene) {
      return "%s (%s)".formatted(server, Fault.word(server, scene));
    }

    /** What it excuses: who loses disk or machine has ended; without power, nobody hears of it. */
    Licence licence() {
      return switch (kind) {
        case GROW, SHRINK -> Licence.NOTHING;
        case WIPE -> Licence.ofLost(server, false);
        case REPLACE -> Licence.ofLost(server, true);
      };
    }
  }

  Duration apart() {
    return Duration.ofMillis(apartMillis);
  }

  /** What it comes to: who has joined cannot join, nor can be removed who has not. */
  Deed in(Scene scene) {
    boolean grown = scene.servers().contains(LocalCluster.NEWCOMER);
    return switch (kind) {
      case GROW, SHRINK -> new Deed(grown ? Kind.SHRINK : Kind.GROW, LocalCluster.NEWCOMER);
      case WIPE, REPLACE -> new Deed(kind, victim.in(scene));
    };
  }
}
