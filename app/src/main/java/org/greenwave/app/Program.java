package org.greenwave.app;

import java.lang.reflect.InvocationTargetException;
import java.util.List;
import java.util.Locale;
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
  int run(List<String> arguments) throws Exception {
    return switch (this) {
      case SERVER -> server(arguments);
      case DATABASE -> DatabaseProgram.run(arguments);
      case FIELD -> FieldCommand.run(arguments);
    };
  }

  /** The server's own main is found by name, {@code Main.run(String[])}: the one seam to it. */
  private static int server(List<String> arguments) throws Exception {
    var run = Class.forName("org.greenwave.server.Main").getMethod("run", String[].class);
    try {
      return (int) run.invoke(null, (Object) arguments.toArray(String[]::new));
    } catch (InvocationTargetException e) {
      throw e.getCause() instanceof Exception cause ? cause : e;
    }
  }
}
