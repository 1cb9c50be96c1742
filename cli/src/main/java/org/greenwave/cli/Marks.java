package org.greenwave.cli;

import org.greenwave.cli.text.Ink.Tone;
import org.greenwave.cli.text.Table.Cell;
import tools.jackson.databind.JsonNode;

/** The marks that say how something is: ● at work, ○ ready, ✗ not usable. */
final class Marks {
  private Marks() {}

  /** A server of a role's list. */
  static Cell standing(JsonNode listed) {
    return switch (Fields.text(listed, "state")) {
      case "host" -> new Cell(Tone.GOOD, "● host");
      case "warm" -> new Cell(Tone.PLAIN, "○ warm");
      case "preparing" -> new Cell(Tone.CARE, "◌ preparing");
      case "maintenance" -> new Cell(Tone.CARE, "◌ maintenance");
      case "", "unknown" -> new Cell(Tone.CARE, "? unknown");
      case String other -> new Cell(Tone.BAD, "✗ " + other);
    };
  }

  /** A server. */
  static Cell server(JsonNode server) {
    String state = Fields.text(server, "state", "unknown");
    return switch (state) {
      case "online" -> new Cell(Tone.GOOD, "● online");
      case "unknown" -> new Cell(Tone.CARE, "? unknown");
      case String other -> new Cell(Tone.BAD, "✗ " + other);
    };
  }

  /** A role. */
  static Cell role(JsonNode role) {
    return switch (Fields.text(role, "state")) {
      case "hosted" -> new Cell(Tone.GOOD, "● hosted");
      case "moving" -> new Cell(Tone.CARE, "◌ moving");
      case "deactivated" -> new Cell(Tone.FAINT, "○ deactivated");
      case "" -> new Cell(Tone.CARE, "? unknown");
      case String other -> new Cell(Tone.BAD, "✗ " + other);
    };
  }

  /** The status of a zone. */
  static Cell zone(JsonNode zone) {
    String status = Fields.text(zone, "status", "unknown");
    return switch (status) {
      case "ok" -> new Cell(Tone.GOOD, "● ok");
      case "stale" -> new Cell(Tone.CARE, "○ stale");
      case "unknown" -> new Cell(Tone.FAINT, "? unknown");
      default -> new Cell(Tone.BAD, "✗ " + status);
    };
  }

  /** A finding's severity. */
  static Cell severity(JsonNode finding) {
    return switch (Fields.text(finding, "severity")) {
      case "error" -> new Cell(Tone.BAD, "✗");
      case "warning" -> new Cell(Tone.CARE, "!");
      default -> new Cell(Tone.FAINT, "·");
    };
  }
}
