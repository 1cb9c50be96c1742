package org.greenwave.app;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Locale;

/**
 * A part of Greenwave that runs as a process of its own until it is told to stop. Each is named by
 * its class and not linked, so that a command starts without loading the parts that it is not.
 */
public enum Program {
  /** One server of a system. */
  SERVER("org.greenwave.server.Main", "Run a server: Directory replica, role hosting, HTTP API."),
  /** The keeper of an embedded PostgreSQL. */
  DATABASE("org.greenwave.database.DatabaseKeeper", "Keep an embedded PostgreSQL running."),
  /** The simulated field. */
  FIELD("org.greenwave.simulator.field.Field", "Simulate TSS units that answer NTCIP 1209.");

  private final String mainClass;
  private final String description;

  Program(String mainClass, String description) {
    this.mainClass = mainClass;
    this.description = description;
  }

  /** The command that starts it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  String description() {
    return description;
  }

  /** Runs it until it ends, and returns its exit code. */
  int run(List<String> arguments) throws Exception {
    Method run = Class.forName(mainClass).getMethod("run", String[].class);
    try {
      return (int) run.invoke(null, (Object) arguments.toArray(String[]::new));
    } catch (InvocationTargetException e) {
      throw e.getCause() instanceof Exception cause ? cause : e;
    }
  }
}
