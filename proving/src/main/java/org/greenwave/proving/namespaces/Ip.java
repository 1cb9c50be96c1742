package org.greenwave.proving.namespaces;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The commands of the machine that lay networks. */
final class Ip {
  private Ip() {}

  /** Runs a command written with single spaces; what it complains of is thrown. */
  static void run(String command) throws IOException {
    Process process =
        new ProcessBuilder(List.of(command.split(" "))).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int exit = await(process);
    if (exit != 0) {
      throw new IOException(command + " ended with " + exit + ": " + said.strip());
    }
  }

  private static int await(Process process) throws IOException {
    try {
      return process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while laying the network", e);
    }
  }
}
