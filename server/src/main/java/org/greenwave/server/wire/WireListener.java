package org.greenwave.server.wire;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.greenwave.server.realtime.Realtime;
import org.greenwave.server.trust.Holder;
import org.greenwave.server.trust.Holder.Standing;
import org.greenwave.server.trust.Trust;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes the calls of other servers. */
public final class WireListener implements Closeable {
  /** Receives what arrives; called on the link's own thread. */
  public interface Receiver {
    /** A message has arrived on a link that said hello as {@code hello}. */
    void received(WireMessage.Hello hello, WireMessage message, Link link);

    /** Whether a caller that has shown who it is speaks to this system. */
    boolean admits(WireMessage.Hello hello);

    /** Whether a caller that does not is told why, and heard no further. */
    boolean turnsAway(WireMessage.Hello hello, Link link);

    /** Whether the Directory, as it is known here now, records a caller. */
    boolean records(WireMessage.Hello hello);
  }

  private static final Logger LOG = LoggerFactory.getLogger(WireListener.class);
  private static final int LINK_LIMIT = 1_024;

  /** A call that cannot be accepted goes on knocking, so that each try fails at once. */
  private static final long REST_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  private final ServerSocket listening;
  private final Trust trust;
  private final Receiver receiver;
  private final Semaphore places = new Semaphore(LINK_LIMIT);
  private final Set<Call> calls = ConcurrentHashMap.newKeySet();
  private final Set<Holder> refused = ConcurrentHashMap.newKeySet();
  private boolean resting;

  /**
   * Listens at once.
   *
   * @throws IOException when the port cannot be had
   */
  public WireListener(InetSocketAddress at, Trust trust, Receiver receiver) throws IOException {
    this(bound(at), trust, receiver);
  }

  /** Listens at once, on a socket that is bound. */
  WireListener(ServerSocket listening, Trust trust, Receiver receiver) {
    this.listening = listening;
    this.trust = trust;
    this.receiver = receiver;
    Thread.ofPlatform().daemon().name("wire-listener").start(this::accept);
  }

  private static ServerSocket bound(InetSocketAddress at) throws IOException {
    ServerSocket socket = new ServerSocket();
    try {
      socket.setReuseAddress(true);
      socket.bind(at);
      return socket;
    } catch (IOException taken) {
      socket.close();
      throw taken;
    }
  }

  private void accept() {
    while (!listening.isClosed()) {
      try {
        take(listening.accept());
        resting = false;
      } catch (IOException failure) {
        rest(failure);
      } catch (RuntimeException | OutOfMemoryError failure) {
        LOG.warn("A call could not be taken: {}", failure.toString());
      }
    }
  }

  private void rest(IOException failure) {
    if (listening.isClosed()) {
      return;
    }
    if (!resting) {
      LOG.warn(
          "Calls of other servers cannot be taken just now ({}); this is tried again until it"
              + " works.",
          failure.getMessage());
    }
    resting = true;
    LockSupport.parkNanos(REST_NANOS);
  }

  private void take(Socket socket) throws IOException {
    if (!places.tryAcquire()) {
      socket.close();
      return;
    }
    try {
      Realtime.startOrdinary("wire-call", () -> serve(socket));
    } catch (RuntimeException | Error noThread) {
      places.release();
      socket.close();
      throw noThread;
    }
  }

  private void serve(Socket socket) {
    try (socket;
        Link link = new Link(trust.answer(socket))) {
      Call call = new Call(link);
      link.distrust(call::recorded);
      calls.add(call);
      String end = read(link, call);
      LOG.debug("A call from {} ended: {}", socket.getRemoteSocketAddress(), end);
      note(call);
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
      calls.remove(call);
    }
  }

  /** Says once of each that it was refused; it goes on calling until it is told why. */
  private void note(Call call) {
    Holder peer = call.link.peer();
    if (call.recorded()) {
      refused.remove(peer);
    } else if (trust.standing(peer) == Standing.FORMER && refused.add(peer)) {
      LOG.warn(
          "{} is no server of this system any more, and was refused (folder {}).",
          peer.name(),
          peer.folderId());
    }
  }

  /**
   * Looks at all callers again after the Directory has changed.
   *
   * @param former told of each whom the Directory does not record any more
   */
  public void review(Consumer<Link> former) {
    for (Call call : calls) {
      if (call.leaves()) {
        former.accept(call.link);
        call.link.distrust(call::recorded);
      }
    }
  }

  /** One call: nothing counts before a hello of this system. */
  private final class Call {
    private final Link link;
    private volatile WireMessage.@Nullable Hello hello;
    private volatile boolean trusted;
    private boolean turnedAway;

    Call(Link link) {
      this.link = link;
    }

    void received(WireMessage message) {
      if (turnedAway) {
        return; // the link ends by itself, as any stranger's does
      }
      WireMessage.Hello known = hello;
      if (known != null && message.complete()) {
        look();
        receiver.received(known, message, link);
      } else if (known == null
          && message instanceof WireMessage.Hello said
          && said.complete()
          && link.peer().is(said.server())
          && receiver.admits(said)) {
        hello = said;
        look();
      } else if (known == null
          && message instanceof WireMessage.Hello said
          && said.complete()
          && link.peer().is(said.server())
          && receiver.turnsAway(said, link)) {
        turnedAway = true;
      } else {
        LOG.warn(
            "A caller with the certificate of {} says that it is somebody else, or talks nonsense;"
                + " it was cut off.",
            link.peer().name());
        link.close();
      }
    }

    private void look() {
      if (!trusted && recorded()) {
        trusted = true;
        link.trust();
      }
    }

    boolean recorded() {
      WireMessage.Hello said = hello;
      return said != null && receiver.records(said);
    }

    /** Whether it was trusted until now, and is not any more. */
    boolean leaves() {
      boolean leaving = trusted && !recorded();
      if (leaving) {
        trusted = false;
      }
      return leaving;
    }
  }

  @Override
  public void close() throws IOException {
    listening.close();
    calls.forEach(call -> call.link.close());
  }
}
