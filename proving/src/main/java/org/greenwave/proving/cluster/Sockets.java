package org.greenwave.proving.cluster;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The sockets that processes have, as {@code ss} shows them. */
public final class Sockets {
  private static final Pattern LOCAL_PORT = Pattern.compile("(?m)^\\S+ +\\d+ +\\d+ +\\S*:(\\d+) ");

  private Sockets() {}

  /** The UDP ports that a process has open. */
  public static List<Integer> udp(ProcessHandle process) throws IOException, InterruptedException {
    return ports(process, "-Hunap");
  }

  /** The TCP ports on which a process listens. */
  public static List<Integer> listening(ProcessHandle process)
      throws IOException, InterruptedException {
    return ports(process, "-Htlnp");
  }

  private static List<Integer> ports(ProcessHandle process, String options)
      throws IOException, InterruptedException {
    Process ss = new ProcessBuilder("ss", options).redirectErrorStream(true).start();
    String text = new String(ss.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    ss.waitFor();
    String mine =
        String.join(
            "\n", text.lines().filter(it -> it.contains("pid=" + process.pid() + ",")).toList());
    return LOCAL_PORT.matcher(mine).results().map(Sockets::port).distinct().toList();
  }

  private static int port(MatchResult line) {
    return Integer.parseInt(line.group(1));
  }
}
