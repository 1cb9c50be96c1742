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
import javax.net.ssl.SSLException;
import org.greenwave.directory.Server;
import org.greenwave.server.realtime.Realtime;
import org.greenwave.server.trust.Handshake;
import org.greenwave.server.trust.Holder;
import org.greenwave.server.trust.Trust;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Links to other servers, kept up as long as they are wanted. */
public final class Calls implements Closeable {
  /** Receives what a called server says; called on the link's own thread. */
  public interface Receiver {
    void received(String server, WireMessage message);
  }

  private static final Logger LOG = LoggerFactory.getLogger(Calls.class);
  private static final int CONNECT_MILLIS = 1_000;
  private static final Duration PAUSE = Duration.ofMillis(100);
  private static final long PATIENCE_MILLIS = 2_000;
  private static final long MOST_PATIENCE_MILLIS = 16_000;
  private static final Duration STRANGER_PAUSE = Duration.ofSeconds(2);

  private final Supplier<WireMessage.Hello> hello;
  private final Trust trust;
  private final Receiver receiver;
  private final Function<String, @Nullable Server> known;
  private final Map<String, Line> lines = new ConcurrentHashMap<>();

  /**
   * Calls nobody yet.
   *
   * @param hello what is said first on each link
   * @param known who a name means now, null when that is not known
   */
  public Calls(
      Supplier<WireMessage.Hello> hello,
      Trust trust,
      Receiver receiver,
      Function<String, @Nullable Server> known) {
    this.hello = hello;
    this.trust = trust;
    this.receiver = receiver;
    this.known = known;
  }

  /** Keeps links to these servers, and to no others that may have borne their names before. */
  public void keep(Set<String> servers) {
    servers.forEach(server -> lines.computeIfAbsent(server, Line::new));
    lines.forEach((server, line) -> {
      if (!servers.contains(server)) {
        line.close();
        lines.remove(server, line);
      } else {
        line.review();
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

  /** Sends what a server answers; one that does not answer for too long is called anew. */
  public void ask(String server, WireMessage question) {
    Line line = lines.get(server);
    if (line != null) {
      line.ask(question);
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
    private volatile String complained = "";
    private long patienceMillis = PATIENCE_MILLIS;
    private volatile @Nullable Link link;

    Line(String server) {
      this.server = server;
      Realtime.start("line-" + server, this::run);
    }

    private void run() {
      while (!closed) {
        try {
          Server meant = known.apply(server);
          if (meant != null) {
            call(meant);
          }
        } catch (RuntimeException | Error broken) { // such as too many threads
          complain(broken.toString());
        }
        LockSupport.parkNanos(PAUSE.toNanos());
      }
    }

    private void call(Server meant) {
      InetSocketAddress at =
          new InetSocketAddress(meant.endpoints().host(), meant.endpoints().wire());
      Socket socket = new Socket();
      try (socket) {
        socket.connect(at, CONNECT_MILLIS);
        Handshake secured = trust.call(socket);
        if (secured.peer().is(meant)) {
          complained = "";
          talk(secured);
        } else {
          complain("%s of another folder or name is there.".formatted(secured.peer().name()));
          ask(secured);
          LockSupport.parkNanos(STRANGER_PAUSE.toNanos());
        }
      } catch (SSLException refused) {
        complain(String.valueOf(refused.getMessage()));
      } catch (IOException _) {
        // Not there now; asked again after a pause.
      } finally {
        link = null;
      }
    }

    private void talk(Handshake secured) throws IOException {
      Silence silence = new Silence(patienceMillis);
      try (Link called = new Link(secured, silence)) {
        called.send(hello.get());
        link = called;
        if (closed) { // while it was being made
          close();
        }
        called.read(message -> receiver.received(server, message));
      }
      beMorePatient(silence.neverBroken());
    }

    /** One who is only slow would never be heard if it was given the same time again and again. */
    private void beMorePatient(boolean saidNothing) {
      patienceMillis =
          saidNothing ? Math.min(2 * patienceMillis, MOST_PATIENCE_MILLIS) : PATIENCE_MILLIS;
    }

    /**
     * Says hello to somebody else whom the same authority vouches for: it may belong to the system
     * that succeeds this one. Only that is heard of it, little is read, and not for long; of
     * whoever was removed nothing is heard.
     */
    private void ask(Handshake other) throws IOException {
      if (trust.standing(other.peer()) == Holder.Standing.FORMER) {
        return;
      }
      try (Link stranger = new Link(other)) {
        stranger.distrust(() -> false);
        stranger.send(hello.get().toStranger());
        stranger.read(message -> {
          if (message instanceof WireMessage.Successor && message.complete()) {
            receiver.received(server, message);
          }
        });
      }
    }

    /** Once for each trouble: it is tried again ten times a second. */
    private void complain(String trouble) {
      if (!trouble.equals(complained)) {
        LOG.warn("There is no trusted connection to {}: {}", server, trouble);
      }
      complained = trouble;
    }

    /** Ends a connection to another server than the one that the name means now. */
    void review() {
      Link present = link;
      Server meant = known.apply(server);
      if (present != null && (meant == null || !present.peer().is(meant))) {
        present.close();
      }
    }

    void send(WireMessage message) {
      Link present = link;
      if (present != null) {
        present.send(message);
      }
    }

    void ask(WireMessage question) {
      Link present = link;
      if (present != null) {
        present.ask(question);
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
