package org.greenwave.proving.peers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.greenwave.app.cluster.WorkFolder;
import org.greenwave.proving.Wait;
import org.greenwave.proving.figures.Figures;
import org.greenwave.proving.namespaces.Network;

/**
 * An address that two keepaliveds keep (VRRP, RFC 9568), at its usual advertisement of 1 s and at
 * its least, 10 ms: the other takes it when three advertisements have not come, or one that says
 * goodbye has. Nothing keeps both from having it.
 */
final class KeepalivedPair implements Peer {
  private static final String SHARED = "10.77.0.100";
  private static final String FIRST = "alpha";
  private static final String SECOND = "beta";
  private static final Duration TO_HEAR = Duration.ofSeconds(2);

  @Override
  public String word() {
    return "keepalived";
  }

  @Override
  public List<String> programs() {
    return List.of("keepalived");
  }

  @Override
  public List<Taken> measure(int count) throws IOException, InterruptedException {
    List<Taken> taken = new ArrayList<>();
    try (Network network = Network.lay()) {
      for (String seconds : List.of("1", "0.01")) {
        String title = "keepalived, " + seconds + " s, ";
        taken.add(new Taken(title + "killed", each(network, seconds, count, Tool::kill)));
        taken.add(new Taken(title + "asked to end", each(network, seconds, count, Tool::ask)));
      }
    }
    return taken;
  }

  /** How the first one ends; answers when. */
  private interface End {
    long of(Tool keepalived);
  }

  private static Figures each(Network network, String seconds, int count, End end)
      throws IOException, InterruptedException {
    List<Double> times = new ArrayList<>();
    for (int at = 0; at < count; at++) {
      times.add(once(network, seconds, end));
    }
    return new Figures(times);
  }

  private static double once(Network network, String seconds, End end)
      throws IOException, InterruptedException {
    try (WorkFolder work = Peers.folder();
        Tool firstHas = addresses(network, FIRST, work.path());
        Tool secondHas = addresses(network, SECOND, work.path());
        Tool first = keepalived(network, FIRST, work.path(), 200, seconds)) {
      firstHas.awaitWords(SHARED);
      try (Tool second = keepalived(network, SECOND, work.path(), 100, seconds)) {
        second.awaitWords("Entering BACKUP STATE");
        Wait.out(TO_HEAR.plusMillis(Math.floorMod(System.nanoTime() / 1000, 1000)));
        long ended = end.of(first);
        return (secondHas.awaitWords(SHARED) - ended) / 1e6;
      }
    }
  }

  /** It says each address that the machine gets. */
  private static Tool addresses(Network network, String machine, Path folder) throws IOException {
    return Tool.start(folder, network.inside(machine, List.of("ip", "-o", "monitor", "address")));
  }

  private static Tool keepalived(
      Network network, String machine, Path folder, int priority, String seconds)
      throws IOException {
    Path configuration = folder.resolve(machine + ".conf");
    Files.writeString(configuration, configuration(priority, seconds));
    List<String> command =
        List.of(
            "keepalived",
            "--dont-fork",
            "--log-console",
            "--vrrp",
            "--use-file=" + configuration,
            "--pid=" + folder.resolve(machine + ".pid"),
            "--vrrp_pid=" + folder.resolve(machine + ".vrrp.pid"));
    return Tool.start(folder, network.inside(machine, command));
  }

  private static String configuration(int priority, String seconds) {
    return """
    global_defs {
      vrrp_version 3
    }
    vrrp_instance greenwave {
      state BACKUP
      interface eth0
      virtual_router_id 51
      priority %d
      advert_int %s
      virtual_ipaddress {
        %s/32
      }
    }
    """
        .formatted(priority, seconds, SHARED);
  }
}
