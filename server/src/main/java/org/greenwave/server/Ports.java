package org.greenwave.server;

import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.greenwave.directory.Server.Endpoints;

/** The ports of a server, looked at before anything is started on them. */
final class Ports {
  private static final long LIMIT_NANOS = TimeUnit.SECONDS.toNanos(2);
  private static final long PACE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  private Ports() {}

  /**
   * Returns when all are free: a server that has just ended may not quite have given them back.
   *
   * @throws BindException when one stays in use; the message is its address
   */
  static void awaitFree(Endpoints at) throws IOException {
    long began = System.nanoTime();
    for (int port : new int[] {at.api(), at.consensus(), at.wire(), at.deathWatch(), at.inner()}) {
      while (!free(at.host(), port)) {
        if (System.nanoTime() - began > LIMIT_NANOS) {
          throw new BindException(at.host() + ":" + port);
        }
        LockSupport.parkNanos(PACE_NANOS);
      }
    }
  }

  private static boolean free(String host, int port) throws IOException {
    try (ServerSocket probe = new ServerSocket()) {
      probe.setReuseAddress(true);
      probe.bind(new InetSocketAddress(host, port));
      return true;
    } catch (BindException _) {
      return false;
    }
  }
}
