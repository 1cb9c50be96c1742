package org.greenwave.proving.history;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.greenwave.directory.Directory;
import org.greenwave.proving.cluster.Cluster;
import org.greenwave.proving.cluster.Watch;

/** The role's history in the Directory, taken up stretch by stretch. */
public final class DecidedLog {
  private final Cluster cluster;
  private final Watch watch;
  private List<Decided> seen = List.of();

  public DecidedLog(Cluster cluster) {
    this.cluster = cluster;
    this.watch = new Watch(cluster);
  }

  /** What was decided since the last time. */
  public Stretch next() throws IOException, InterruptedException {
    String server = cluster.servers().getFirst();
    List<Decided> all = read(server);
    Stretch next = Stretch.after(seen, all, forgets(server));
    seen = all;
    return next;
  }

  /** All that was decided until the last time, oldest first. */
  public List<Decided> seen() {
    return List.copyOf(seen);
  }

  /** Each change is an entry of the history, and only the latest are kept. */
  private boolean forgets(String server) throws IOException, InterruptedException {
    long version = watch.read(List.of(server), "/api/v1/status").path("version").asLong(0);
    return version > Directory.HISTORY_LIMIT;
  }

  /** Whether all servers tell the same history. */
  public boolean agreed() throws IOException, InterruptedException {
    List<Decided> first = read(cluster.servers().getFirst());
    for (String server : cluster.servers()) {
      if (!read(server).equals(first)) {
        return false;
      }
    }
    return true;
  }

  private List<Decided> read(String server) throws IOException, InterruptedException {
    List<Decided> events =
        new ArrayList<>(watch.history(List.of(server)).map(Decided::of).toList());
    return events.reversed();
  }
}
