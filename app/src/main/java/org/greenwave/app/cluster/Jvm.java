package org.greenwave.app.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.greenwave.app.Greenwave;
import org.greenwave.app.Program;

/**
 * The command that starts a program of Greenwave with the JVM of this process. A server starts
 * several times faster from a recording of an earlier start (JEP 514); without one, or with one of
 * other code or of another JVM, it starts all the same.
 */
public final class Jvm {
  private Jvm() {}

  /** The command for a program; its JVM flags are the ones that the launcher takes for it. */
  public static List<String> command(Program program, List<String> arguments) {
    List<String> recording =
        program == Program.SERVER && isThere(recording())
            ? List.of("-XX:AOTCache=" + recording())
            : List.of();
    return command(program, recording, arguments);
  }

  /** The same, for a process that records its start as it ends, which takes it some seconds. */
  public static List<String> recording(Program program, List<String> arguments, Path file) {
    return command(program, List.of("-XX:AOTCacheOutput=" + file.toAbsolutePath()), arguments);
  }

  private static List<String> command(Program program, List<String> more, List<String> arguments) {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    Path flags = folder().resolve(program.word() + ".args");
    if (Files.isReadable(flags)) {
      command.add("@" + flags.toAbsolutePath());
    }
    command.addAll(more);
    command.add("-cp");
    command.add(System.getProperty("greenwave.classes", System.getProperty("java.class.path")));
    command.add(Greenwave.class.getName());
    command.add(program.word());
    command.addAll(arguments);
    return command;
  }

  private static Path folder() {
    return Path.of(System.getProperty("greenwave.jvm", "app/jvm")).toAbsolutePath();
  }

  private static Path recording() {
    return folder().resolveSibling("target").resolve("server.aot");
  }

  /** An empty one tells that recording was tried here and failed. */
  private static boolean isThere(Path recording) {
    try {
      return Files.isReadable(recording) && Files.size(recording) > 0;
    } catch (IOException e) {
      return false;
    }
  }
}
