package org.greenwave.server.wire;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.function.Supplier;
import org.greenwave.directory.Server.Endpoints;
import org.greenwave.server.realtime.Realtime;
import org.jspecify.annotations.Nullable;

/** Links to other servers, kept up as long as they are wanted. */
public final class Calls implements Closeable {
  /** Receives what a called server says; called on the link's own thread. */
  public interface Receiver {
    void received(String server, WireMessage message);
  }

  private static final int CONNECT_MILLIS = 1_000;
  private static final Duration PAUSE = Duration.ofMillis(100);

  private final Supplier<WireMessage.Hello> hello;
  private final Receiver receiver;
  private final Function<String, @Nullable Endpoints> whereabouts;
  private final Map<String, Line> lines = new ConcurrentHashMap<>();

  /**
   * Calls nobody yet.
   *
   * @param hello what is said first on each link
   * @param whereabouts where a server is reached now, null when it is not known
   */
  public Calls(
      Supplier<WireMessage.Hello> hello,
      Receiver receiver,
      Function<String, @Nullable Endpoints> whereabouts) {
    this.hello = hello;
    this.receiver = receiver;
    this.whereabouts = whereabouts;
  }

  /** Keeps links to these servers, and to no others. */
  public void keep(Set<String> servers) {
    servers.forEach(server -> lines.computeIfAbsent(server, Line::new));
    lines.forEach((server, line) -> {
      if (!servers.contains(server)) {
        line.close();
        lines.remove(server, line);
      }
    });
  }

  /** Sends to a server if it is linked now; what cannot be sent is dropped. */
  public void send(String server, WireMessage message) {
    Line line = lines.get(server);
    if (line != null) {
      line.send(message);
    }
  }

  @Override
  public void close() {
    keep(Set.of());
  }

  /** The link to one server, made again whenever it breaks. */
  private final class Line implements Closeable {
    private final String server;
    private volatile boolean closed;
    private volatile @Nullable Link link;

    Line(String server) {
      this.server = server;
      Realtime.start("line-" + server, this::run);
    }

    private void run() {
      while (!closed) {
        Endpoints at = whereabouts.apply(server);
        if (at != null) {
          call(at);
        }
        LockSupport.parkNanos(PAUSE.toNanos());
      }
    }

    private void call(Endpoints at) {
      Socket socket = new Socket();
      try (socket) {
        socket.connect(new InetSocketAddress(at.host(), at.wire()), CONNECT_MILLIS);
        try (Link called = new Link(socket)) {
          called.send(hello.get());
          link = called;
          called.read(message -> receiver.received(server, message));
        }
      } catch (IOException _) {
        // Not there now; asked again after a pause.
      } finally {
        link = null;
      }
    }

    void send(WireMessage message) {
      Link present = link;
      if (present != null) {
        present.send(message);
      }
    }

    @Override
    public void close() {
      closed = true;
      Link present = link;
      if (present != null) {
        present.close();
      }
    }
  }
}
