package org.greenwave.proving.clocks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.greenwave.proving.cluster.LocalCluster;
import org.greenwave.proving.cluster.Site;

/** A site each of whose servers has a clock of its own, which can be set while it runs. */
public final class WrongClocks implements Site {
  private static final Path LIBRARIES = Path.of("/usr/lib");
  private static final String LIBRARY = "libfaketimeMT.so.1";
  private static final int DEEP = 3;

  private final Site site;
  private final Path library;
  private final Path folder;

  private WrongClocks(Site site, Path library, Path folder) {
    this.site = site;
    this.library = library;
    this.folder = folder;
  }

  /** Gives the servers of a site clocks that are right at first. */
  public static WrongClocks on(Site site) throws IOException {
    WrongClocks clocks =
        new WrongClocks(site, library(), Files.createTempDirectory("greenwave-clocks-"));
    clocks.setRight();
    return clocks;
  }

  private static Path library() throws IOException {
    try (Stream<Path> files = Files.find(LIBRARIES, DEEP, (file, _) -> file.endsWith(LIBRARY))) {
      return files
          .findFirst()
          .orElseThrow(() ->
              new IOException("this needs libfaketime (Debian: apt-get install libfaketime)"));
    }
  }

  /** Sets all clocks right. */
  public void setRight() throws IOException {
    for (String server : LocalCluster.SERVERS) {
      set(server, Duration.ZERO);
    }
  }

  /** Sets a server's clock, by how much it is ahead; the server sees it within a second. */
  public void set(String server, Duration ahead) throws IOException {
    Path next = folder.resolve(server + ".next");
    Files.writeString(next, "%+d%n".formatted(ahead.toSeconds()));
    Files.move(next, file(server), StandardCopyOption.ATOMIC_MOVE);
  }

  private Path file(String server) {
    return folder.resolve(server);
  }

  @Override
  public List<String> inside(String process, List<String> command) {
    List<String> inside = site.inside(process, command);
    if (!LocalCluster.SERVERS.contains(process)) {
      return inside;
    }
    List<String> deceived =
        new ArrayList<>(
            List.of(
                "env",
                "LD_PRELOAD=" + library,
                "FAKETIME_TIMESTAMP_FILE=" + file(process),
                "FAKETIME_CACHE_DURATION=1",
                "FAKETIME_DONT_FAKE_MONOTONIC=1",
                // Without it, waits of the JVM's own threads end at once, again and again.
                "FAKETIME_FORCE_MONOTONIC_FIX=0",
                "NO_FAKE_STAT=1"));
    deceived.addAll(inside);
    return deceived;
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
  public void close() {
    site.close();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
      Files.delete(folder);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
