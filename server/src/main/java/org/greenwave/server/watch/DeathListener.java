package org.greenwave.server.watch;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The listener that others watch to learn of this process's end. It is never closed or bound again
 * while the process lives: a refused connection means that the process is gone.
 */
public final class DeathListener implements Closeable {
  private static final Logger LOG = LoggerFactory.getLogger(DeathListener.class);
  private static final int WATCHER_LIMIT = 256;
  private static final int NAME_MILLIS = 2_000;
  private static final int NAME_LIMIT = 64;

  private final ServerSocket listening;
  private final String greeting;
  private final Consumer<String> watcherLost;
  private final Semaphore places = new Semaphore(WATCHER_LIMIT);

  /**
   * Listens at once.
   *
   * @param watcherLost told the name of a watcher whose connection has ended
   * @throws IOException when the port cannot be had
   */
  public DeathListener(
      InetSocketAddress at, String server, String incarnation, Consumer<String> watcherLost)
      throws IOException {
    this.greeting = server + " " + incarnation + "\n";
    this.watcherLost = watcherLost;
    listening = new ServerSocket();
    listening.setReuseAddress(true);
    listening.bind(at);
    Thread.ofPlatform()
        .daemon()
        .name("death-listener")
        .priority(Thread.MAX_PRIORITY)
        .start(this::accept);
  }

  private void accept() {
    while (!listening.isClosed()) {
      try {
        Socket socket = listening.accept();
        if (places.tryAcquire()) {
          Thread.ofVirtual().name("death-watched").start(() -> hold(socket));
        } else {
          socket.close();
        }
      } catch (IOException failure) {
        LOG.debug("Listening: {}", failure.getMessage());
      }
    }
  }

  private void hold(Socket socket) {
    String watcher = "";
    try (socket;
        BufferedReader in =
            new BufferedReader(
                new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8),
                NAME_LIMIT)) {
      socket.setTcpNoDelay(true);
      socket.setSoTimeout(NAME_MILLIS);
      socket.getOutputStream().write(greeting.getBytes(StandardCharsets.UTF_8));
      watcher = name(in);
      socket.setSoTimeout(0);
      if (in.read() >= 0) {
        LOG.debug("{} spoke on the death watch and was cut off", watcher);
      }
    } catch (IOException failure) {
      LOG.debug("A watcher left: {}", failure.getMessage());
    } finally {
      places.release();
      watcherLost.accept(watcher);
    }
  }

  private static String name(BufferedReader in) throws IOException {
    StringBuilder name = new StringBuilder();
    for (int c = in.read(); c >= 0 && c != '\n' && name.length() < NAME_LIMIT; c = in.read()) {
      name.append((char) c);
    }
    return name.toString();
  }

  @Override
  public void close() throws IOException {
    listening.close();
  }
}
