package org.greenwave.proving.peers;

import java.io.IOException;
import java.util.List;
import org.greenwave.proving.figures.Figures;

/** Another tool that moves something from a host to the next. */
public interface Peer {
  /** What it is called on the command line. */
  String word();

  /** The programs that it needs. */
  List<String> programs();

  /** What it takes, in milliseconds. */
  record Taken(String title, Figures figures) {}

  /** Measures so many of each event. */
  List<Taken> measure(int count) throws IOException, InterruptedException;
}
