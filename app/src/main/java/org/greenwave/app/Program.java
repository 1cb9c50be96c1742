package org.greenwave.app;

import java.util.List;
import java.util.Locale;
import org.greenwave.server.Main;
import org.greenwave.simulator.field.FieldCommand;

/** A part of Greenwave that runs as a process of its own until it is told to stop. */
public enum Program {
  /** One server of a system. */
  SERVER("Run a server: Directory replica, role hosting, HTTP API."),
  /** The keeper of an embedded PostgreSQL. */
  DATABASE("Keep an embedded PostgreSQL running."),
  /** The simulated field. */
  FIELD("Simulate TSS units that answer NTCIP 1209.");

  private final String description;

  Program(String description) {
    this.description = description;
  }

  /** The command that starts it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  String description() {
    return description;
  }

  /** Runs it with its own arguments until it ends, and returns its exit code. */
  int run(List<String> arguments) {
    return switch (this) {
      case SERVER -> Main.run(arguments);
      case DATABASE -> DatabaseProgram.run(arguments);
      case FIELD -> FieldCommand.run(arguments);
    };
  }
}
