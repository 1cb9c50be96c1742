package org.greenwave.server.watch;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.greenwave.directory.Server.Endpoints;
import org.greenwave.server.trust.Trust;
import org.jspecify.annotations.Nullable;

/** Watches the processes of other servers. */
public final class DeathWatch implements Closeable {
  /** Hears what the watch sees; called on the watch's threads. */
  public interface Listener {
    /** An incarnation's connection ended and its port refuses, or another incarnation answers. */
    void ended(String server, String incarnation);

    /** An incarnation answers. */
    void lives(String server, String incarnation);
  }

  private static final int CONNECT_MILLIS = 500;
  private static final int GREETING_MILLIS = 1_000;
  private static final Duration PAUSE = Duration.ofMillis(50);

  private final String watcher;
  private final Trust trust;
  private final Listener listener;
  private final Function<String, @Nullable Endpoints> whereabouts;
  private final Map<String, Watch> watches = new ConcurrentHashMap<>();

  /** Watches nobody yet. */
  public DeathWatch(
      String watcher,
      Trust trust,
      Listener listener,
      Function<String, @Nullable Endpoints> whereabouts) {
    this.watcher = watcher;
    this.trust = trust;
    this.listener = listener;
    this.whereabouts = whereabouts;
  }

  /** Watches these servers, and no others. */
  public void keep(Set<String> servers) {
    servers.forEach(server -> watches.computeIfAbsent(server, Watch::new));
    watches.forEach((server, watch) -> {
      if (!servers.contains(server)) {
        watch.close();
        watches.remove(server, watch);
      }
    });
  }

  @Override
  public void close() {
    keep(Set.of());
  }

  /** The watch over one server. */
  private final class Watch implements Closeable {
    private final String server;
    private @Nullable Greeting greeting;
    private volatile boolean closed;
    private volatile @Nullable Socket socket;

    Watch(String server) {
      this.server = server;
      Thread.ofVirtual().name("death-watch-" + server).start(this::run);
    }

    private void run() {
      while (!closed) {
        Endpoints at = whereabouts.apply(server);
        // A connection that has just ended is tried again at once: the answer is the evidence.
        if (at == null || !watch(at)) {
          LockSupport.parkNanos(PAUSE.toNanos());
        }
      }
    }

    /** Watches until the connection ends; false when there was none. */
    private boolean watch(Endpoints at) {
      Socket connection = new Socket();
      socket = connection;
      try (connection) {
        connection.connect(new InetSocketAddress(at.host(), at.deathWatch()), CONNECT_MILLIS);
        connection.setTcpNoDelay(true);
        connection.setKeepAlive(true);
        connection.setSoTimeout(GREETING_MILLIS);
        connection.getOutputStream().write((watcher + "\n").getBytes(StandardCharsets.UTF_8));
        return greeted(connection);
      } catch (ConnectException refused) {
        refused(String.valueOf(refused.getMessage()));
        return false;
      } catch (IOException _) {
        // Unreachable is no evidence of an end.
        return false;
      }
    }

    private void refused(String detail) {
      if (greeting != null && detail.contains("refused")) {
        listener.ended(server, greeting.incarnation());
      }
    }

    private boolean greeted(Socket connection) throws IOException {
      BufferedReader in =
          new BufferedReader(
              new InputStreamReader(connection.getInputStream(), StandardCharsets.UTF_8));
      Greeting said = Greeting.read(line(in), trust).orElse(null);
      if (said == null || !said.server().equals(server)) {
        return false;
      }
      Greeting before = greeting;
      if (before != null && !before.equals(said)) {
        if (!said.follows(before)) {
          return false;
        }
        listener.ended(server, before.incarnation());
      }
      greeting = said;
      listener.lives(server, said.incarnation());
      connection.setSoTimeout(0);
      awaitEnd(in);
      return true;
    }

    private static String line(BufferedReader in) throws IOException {
      StringBuilder line = new StringBuilder();
      for (int c = in.read();
          c >= 0 && c != '\n' && line.length() < Greeting.LIMIT;
          c = in.read()) {
        line.append((char) c);
      }
      return line.toString();
    }

    private void awaitEnd(BufferedReader in) {
      try {
        int heard = 0;
        while (!closed && heard >= 0) {
          heard = in.read();
        }
      } catch (IOException _) {
        // A reset is an end like any other.
      }
    }

    @Override
    public void close() {
      closed = true;
      Socket present = socket;
      if (present != null) {
        try {
          present.close();
        } catch (IOException _) {
          // Closing is all that was wanted.
        }
      }
    }
  }
}
