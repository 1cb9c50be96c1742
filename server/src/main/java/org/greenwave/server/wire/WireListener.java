package org.greenwave.server.wire;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.greenwave.server.realtime.Realtime;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes the calls of other servers. */
public final class WireListener implements Closeable {
  /** Receives what arrives; called on the link's own thread. */
  public interface Receiver {
    /** A message has arrived on a link that said hello as {@code hello}. */
    void received(WireMessage.Hello hello, WireMessage message, Link link);

    /** Whether a caller belongs to this system. */
    boolean admits(WireMessage.Hello hello);

    /** Whether a caller that does not is told why, and heard no further. */
    boolean turnsAway(WireMessage.Hello hello, Link link);
  }

  private static final Logger LOG = LoggerFactory.getLogger(WireListener.class);
  private static final int LINK_LIMIT = 1_024;

  private final ServerSocket listening;
  private final Receiver receiver;
  private final Semaphore places = new Semaphore(LINK_LIMIT);
  private final Set<Link> links = ConcurrentHashMap.newKeySet();

  /**
   * Listens at once.
   *
   * @throws IOException when the port cannot be had
   */
  public WireListener(String host, int port, Receiver receiver) throws IOException {
    this.receiver = receiver;
    listening = new ServerSocket();
    listening.setReuseAddress(true);
    listening.bind(new InetSocketAddress(host, port));
    Thread.ofPlatform().daemon().name("wire-listener").start(this::accept);
  }

  private void accept() {
    while (!listening.isClosed()) {
      try {
        Socket socket = listening.accept();
        if (places.tryAcquire()) {
          Realtime.startOrdinary("wire-call", () -> serve(socket));
        } else {
          socket.close();
        }
      } catch (IOException failure) {
        LOG.debug("Listening: {}", failure.getMessage());
      }
    }
  }

  private void serve(Socket socket) {
    try (Link link = new Link(socket)) {
      link.distrust();
      links.add(link);
      Call call = new Call(link);
      String end = read(link, call);
      LOG.debug("A call from {} ended: {}", socket.getRemoteSocketAddress(), end);
    } catch (IOException failure) {
      LOG.debug("A call failed: {}", failure.getMessage());
    } finally {
      places.release();
    }
  }

  private String read(Link link, Call call) {
    try {
      return link.read(call::received);
    } finally {
      links.remove(link);
    }
  }

  /** One call: nothing counts before a hello of this system. */
  private final class Call {
    private final Link link;
    private WireMessage.@Nullable Hello hello;
    private boolean turnedAway;

    Call(Link link) {
      this.link = link;
    }

    void received(WireMessage message) {
      if (turnedAway) {
        return; // the link ends by itself, as any stranger's does
      }
      if (hello != null && message.complete()) {
        receiver.received(hello, message, link);
      } else if (hello == null
          && message instanceof WireMessage.Hello said
          && said.complete()
          && receiver.admits(said)) {
        hello = said;
        link.trust();
      } else if (hello == null
          && message instanceof WireMessage.Hello said
          && said.complete()
          && receiver.turnsAway(said, link)) {
        turnedAway = true;
      } else {
        LOG.warn("A caller that does not belong to this system, or talks nonsense, was cut off.");
        link.close();
      }
    }
  }

  @Override
  public void close() throws IOException {
    listening.close();
    links.forEach(Link::close);
  }
}
