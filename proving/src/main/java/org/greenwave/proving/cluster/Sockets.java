package org.greenwave.proving.cluster;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The sockets that processes have, as {@code ss} shows them. */
public final class Sockets {
  private static final Pattern LOCAL_PORT = Pattern.compile("(?m)^\\S+ +\\d+ +\\d+ +\\S*:(\\d+) ");

  /** The column of the local address. */
  private static final int LOCAL = 3;

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

  /**
   * Where a process and what it has started listen for TCP, as {@code address:port}. Sockets of a
   * thread with files of its own are nobody's to the kernel's list; they count by their port.
   */
  public static List<String> listening(ProcessHandle process, int from, int to)
      throws IOException, InterruptedException {
    List<String> family =
        Stream.concat(Stream.of(process), process.descendants())
            .map(it -> "pid=" + it.pid() + ",")
            .toList();
    return lines("-Htlnp")
        .filter(line ->
            line.contains("pid=")
                ? family.stream().anyMatch(line::contains)
                : port(line) >= from && port(line) <= to)
        .map(line -> line.split(" +")[LOCAL].replaceAll("\\[?(::ffff:)?([0-9.]+)]?:", "$2:"))
        .toList();
  }

  private static int port(String line) {
    String local = line.split(" +")[LOCAL];
    return Integer.parseInt(local.substring(local.lastIndexOf(':') + 1));
  }

  private static Stream<String> lines(String options) throws IOException, InterruptedException {
    Process ss = new ProcessBuilder("ss", options).redirectErrorStream(true).start();
    String text = new String(ss.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    ss.waitFor();
    return text.lines();
  }

  private static List<Integer> ports(ProcessHandle process, String options)
      throws IOException, InterruptedException {
    String mine =
        String.join(
            "\n", lines(options).filter(it -> it.contains("pid=" + process.pid() + ",")).toList());
    return LOCAL_PORT.matcher(mine).results().map(Sockets::port).distinct().toList();
  }

  private static int port(MatchResult line) {
    return Integer.parseInt(line.group(1));
  }
}
