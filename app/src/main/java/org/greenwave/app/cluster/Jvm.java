package org.greenwave.app.cluster;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.greenwave.app.Greenwave;
import org.greenwave.app.Program;

/**
 * The command that starts a program of Greenwave with the JVM and the class path of this process.
 */
public final class Jvm {
  private Jvm() {}

  /** The command for a program; its JVM flags are the ones that the launcher takes for it. */
  public static List<String> command(Program program, List<String> arguments) {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    Path flags = Path.of(System.getProperty("greenwave.jvm", "app/jvm"), program.word() + ".args");
    if (Files.isReadable(flags)) {
      command.add("@" + flags.toAbsolutePath());
    }
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(Greenwave.class.getName());
    command.add(program.word());
    command.addAll(arguments);
    return command;
  }
}
