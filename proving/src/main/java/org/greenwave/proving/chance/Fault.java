package org.greenwave.proving.chance;

import java.time.Duration;
import java.util.Locale;
import org.greenwave.proving.harm.Scene;

/**
 * A fault as chance picked it, before anybody knows who is the host.
 *
 * @param kind what is done
 * @param victim to whom
 * @param way which of the victim's packets are lost, where packets are
 * @param ahead by how much the victim's clock is ahead then, where it jumps
 */
record Fault(FaultKind kind, Victim victim, Way way, Duration ahead) {
  /** One that sets no clock. */
  Fault(FaultKind kind, Victim victim, Way way) {
    this(kind, victim, way, Duration.ZERO);
  }

  /** Whom a fault hits, by what the server is when it comes. */
  enum Victim {
    HOST,
    LEADER,
    OTHER;

    /** The server that is it. */
    String in(Scene scene) {
      return switch (this) {
        case HOST -> scene.host();
        case LEADER -> scene.leader();
        case OTHER -> scene.other();
      };
    }
  }

  /** Which direction is cut. */
  enum Way {
    BOTH,
    FROM,
    TO;

    /** Whether what the victim sends is lost. */
    boolean from() {
      return this != TO;
    }

    /** Whether what is sent to the victim is lost. */
    boolean to() {
      return this != FROM;
    }
  }

  /** The server that it hits. */
  String victim(Scene scene) {
    return victim.in(scene);
  }

  /** What is done to whom, for people. */
  String sentence(Scene scene) {
    String whom = "%s (%s)".formatted(victim(scene), word(victim(scene), scene));
    return switch (kind) {
      case KILL, STOP, FREEZE, POWER_OFF, SLOW, LOSE, DISK_FULL ->
          kind.title().replace("a server", whom);
      case CLOCK_JUMP -> "%s by %s".formatted(kind.title().replace("a server", whom), ahead);
      case CUT -> kind.title() + ": " + whom;
      case CUT_ONE_WAY, CUT_FROM_LEADER, CUT_FROM_DATABASE ->
          "%s, %s %s".formatted(kind.title(), directions(), whom);
      case KILL_BOTH, DATABASE_KILLED, DATABASE_FROZEN, DATABASE_FULL, BLACKOUT, MOVE, EDIT ->
          kind.title();
    };
  }

  private String directions() {
    return switch (way) {
      case BOTH -> "both ways:";
      case FROM, TO -> "packets " + way.name().toLowerCase(Locale.ROOT);
    };
  }

  /** What a server is, in a word. */
  static String word(String server, Scene scene) {
    boolean host = server.equals(scene.host());
    boolean leader = server.equals(scene.leader());
    return host && leader ? "host and leader" : host ? "host" : leader ? "leader" : "standby";
  }
}
