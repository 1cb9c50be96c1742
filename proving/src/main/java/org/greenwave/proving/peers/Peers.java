package org.greenwave.proving.peers;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.greenwave.app.cluster.WorkFolder;
import org.greenwave.proving.Verdict;

/** The peers that were asked for. */
public final class Peers {
  private static final int MOST = 20;
  private static final List<Peer> KNOWN = List.of(new KeepalivedPair(), new EtcdLock());

  private final List<Peer> wanted;

  private Peers(List<Peer> wanted) {
    this.wanted = wanted;
  }

  /**
   * Those with these names, separated by commas.
   *
   * @throws IllegalArgumentException with a sentence, when one is unknown or not installed
   */
  public static Peers named(String words) {
    List<Peer> wanted = new ArrayList<>();
    for (String word : words.isEmpty() ? new String[0] : words.split(",")) {
      wanted.add(named(word, KNOWN));
    }
    List<String> missing =
        wanted.stream()
            .flatMap(peer -> peer.programs().stream())
            .filter(program -> !installed(program))
            .toList();
    if (!missing.isEmpty()) {
      throw new IllegalArgumentException(
          "--peers needs %s, not found on the PATH. On Debian: apt-get install keepalived"
                  .formatted(missing)
              + " etcd-server etcd-client");
    }
    return new Peers(wanted);
  }

  private static Peer named(String word, List<Peer> known) {
    return known.stream()
        .filter(peer -> peer.word().equals(word))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "--peers takes some of "
                    + known.stream().map(Peer::word).collect(Collectors.joining(","))));
  }

  /** A folder for what a peer keeps, gone when it is closed. */
  static WorkFolder folder() throws IOException {
    return WorkFolder.create(Path.of(System.getProperty("java.io.tmpdir")), "greenwave-peer-");
  }

  private static boolean installed(String program) {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }

  /** Measures each of them, and tells what it took. */
  public void tell(int count, Verdict verdict) throws IOException, InterruptedException {
    for (Peer peer : wanted) {
      for (Peer.Taken taken : peer.measure(Math.min(count, MOST))) {
        verdict.tell(taken.figures().line(taken.title(), "a peer"));
      }
    }
  }
}
