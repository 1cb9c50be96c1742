package org.greenwave.proving.security;

import java.io.IOException;
import java.util.Set;
import java.util.TreeSet;
import org.greenwave.proving.Verdict;
import org.greenwave.proving.cluster.Sockets;

/** What listens where, as the kernel says. */
final class OpenPorts {
  private static final int PORTS = 5;

  private OpenPorts() {}

  static void check(SecureSystem system, Verdict verdict) throws IOException, InterruptedException {
    for (String server : Set.of("alpha", "beta")) {
      int first = system.port(server);
      Set<String> documented = new TreeSet<>();
      for (int above = 0; above < PORTS; above++) {
        documented.add(SecureSystem.ADDRESS + ":" + (first + above));
      }
      if (server.equals("alpha")) {
        documented.add("127.0.0.1:" + (first + PORTS)); // its local PostgreSQL
      }
      Set<String> found =
          new TreeSet<>(Sockets.listening(system.process(server), first, first + PORTS));
      verdict.check(
          found.equals(documented),
          "%s listens on %s, and nowhere else%s"
              .formatted(
                  server, documented, found.equals(documented) ? "" : "; but found was " + found));
    }
  }
}
