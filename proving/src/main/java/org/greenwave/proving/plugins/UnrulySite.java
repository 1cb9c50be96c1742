package org.greenwave.proving.plugins;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.greenwave.proving.cluster.LocalCluster;
import org.greenwave.proving.cluster.Site;
import org.greenwave.proving.plugins.unruly.Mischief;

/**
 * A site whose servers have the unruly plug-in, each with a file that tells it what to do wrong.
 */
record UnrulySite(Site site, Path folder) implements Site {
  private static final Path REGISTERED = Path.of("proving/unruly");

  /** Tells a server's plug-in what to do wrong where it knows no settings. */
  void tell(String server, Mischief mischief) throws IOException {
    Files.writeString(file(server), mischief.settings());
  }

  private Path file(String server) {
    return folder.resolve(server + ".mischief");
  }

  @Override
  public String address(String process) {
    return site.address(process);
  }

  @Override
  public int port(String process) {
    return site.port(process);
  }

  @Override
  public List<String> inside(String process, List<String> command) {
    List<String> inside = site.inside(process, command);
    if (!LocalCluster.SERVERS.contains(process)) {
      return inside;
    }
    List<String> unruly =
        new ArrayList<>(List.of("/usr/bin/env", Mischief.FILE + "=" + file(process)));
    unruly.addAll(inside);
    int path = unruly.indexOf("-cp") + 1;
    unruly.set(path, unruly.get(path) + ":" + REGISTERED.toAbsolutePath());
    return unruly;
  }

  @Override
  public void close() {
    site.close();
    try {
      for (String server : LocalCluster.SERVERS) {
        Files.deleteIfExists(file(server));
      }
      Files.deleteIfExists(folder);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
