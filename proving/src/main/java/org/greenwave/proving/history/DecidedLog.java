package org.greenwave.proving.history;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.greenwave.proving.cluster.Cluster;
import org.greenwave.proving.cluster.Watch;

/** The role's history in the Directory, taken up stretch by stretch. */
public final class DecidedLog {
  private final Cluster cluster;
  private final Watch watch;
  private int taken;

  public DecidedLog(Cluster cluster) {
    this.cluster = cluster;
    this.watch = new Watch(cluster);
  }

  /** What was decided since the last time, oldest first. */
  public List<Decided> next() throws IOException, InterruptedException {
    List<Decided> all = read(cluster.servers().getFirst());
    List<Decided> fresh = List.copyOf(all.subList(Math.min(taken, all.size()), all.size()));
    taken = all.size();
    return fresh;
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
