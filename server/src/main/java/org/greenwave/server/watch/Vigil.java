package org.greenwave.server.watch;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;

/**
 * The sockets of a death listener, kept by one thread that does nothing else. Written for a thread
 * with {@link OwnFiles}: nothing in it logs, and {@link #rehearse} has loaded all that it needs.
 */
final class Vigil {
  private static final int WATCHER_LIMIT = 256;
  private static final int UNKNOWN_LIMIT = 16;
  private static final int BACKLOG = 128;
  private static final long LOOK_MILLIS = 100;

  private final ServerSocketChannel listening;
  private final Selector selector;
  private volatile byte[] greeting;
  private final Departures departures;
  private final Challenges challenges;
  private final ByteBuffer said = ByteBuffer.allocateDirect(Greeting.LIMIT);
  private volatile boolean ended;

  private Vigil(InetSocketAddress at, String greeting, Departures departures, Challenges challenges)
      throws IOException {
    this.greeting = greeting.getBytes(StandardCharsets.UTF_8);
    this.departures = departures;
    this.challenges = challenges;
    listening = ServerSocketChannel.open();
    listening.setOption(StandardSocketOptions.SO_REUSEADDR, true);
    listening.bind(at, BACKLOG);
    listening.configureBlocking(false);
    selector = Selector.open();
    listening.register(selector, SelectionKey.OP_ACCEPT);
  }

  /**
   * Listens.
   *
   * @param greeting what every watcher is told
   * @param challenges what each is asked then
   * @throws IOException when the port cannot be had
   */
  static Vigil open(
      InetSocketAddress at, String greeting, Departures departures, Challenges challenges)
      throws IOException {
    return new Vigil(at, greeting, departures, challenges);
  }

  /** Goes once through all that a vigil does, on a port of chance. */
  static void rehearse(String greeting) throws IOException {
    InetSocketAddress anywhere = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    Departures nobody = new Departures((_, _) -> "", _ -> {});
    Vigil vigil = open(anywhere, greeting, nobody, new Challenges());
    try (Socket watcher = new Socket()) {
      watcher.connect(vigil.listening.getLocalAddress());
      vigil.look();
      watcher.getOutputStream().write("\n".getBytes(StandardCharsets.UTF_8));
      vigil.look();
      watcher.shutdownOutput();
      vigil.look();
      vigil.rehearseFailures();
      nobody.tell("");
      nobody.tell("somebody");
    } finally {
      vigil.close();
      nobody.end();
    }
  }

  /**
   * A connection that is reset, read from and written to: what Java does then for the first time
   * would end the whole process in a thread with files of its own.
   */
  private void rehearseFailures() throws IOException {
    for (boolean reading : new boolean[] {true, false}) {
      Socket watcher = new Socket();
      watcher.connect(listening.getLocalAddress());
      look();
      watcher.setSoLinger(true, 0);
      watcher.close();
      for (SelectionKey key : selector.keys()) {
        if (!reading && key.channel() instanceof SocketChannel connection) {
          writeInVain(connection); // is told of the reset
          writeInVain(connection); // is told that nobody is there
        }
      }
      look();
    }
  }

  private static void writeInVain(SocketChannel connection) {
    try {
      connection.write(ByteBuffer.wrap(new byte[1]));
    } catch (IOException _) {
      // That is rehearsed.
    }
  }

  /** Keeps it until it is ended. */
  void keep() throws IOException {
    while (!ended) {
      look();
    }
    close();
  }

  /** From now on tells watchers this; to be called by another thread. */
  void greetWith(String changed) {
    greeting = changed.getBytes(StandardCharsets.UTF_8);
  }

  /** Ends it soon; to be called by another thread. */
  void end() {
    ended = true;
  }

  private void look() throws IOException {
    selector.select(LOOK_MILLIS);
    Iterator<SelectionKey> ready = selector.selectedKeys().iterator();
    while (ready.hasNext()) {
      serve(ready.next());
      ready.remove();
    }
    for (SelectionKey key : selector.keys()) {
      if (key.attachment() instanceof Watcher watcher && watcher.unwelcome()) {
        leave(key, watcher);
      }
    }
  }

  private void serve(SelectionKey key) {
    if (key.attachment() instanceof Watcher watcher) {
      if (!hear(key, watcher)) {
        leave(key, watcher);
      }
    } else {
      accept();
    }
  }

  /** A connection that cannot be taken is lost to its watcher, who will try again. */
  private void accept() {
    try {
      SocketChannel connection = listening.accept();
      if (connection != null) {
        greet(connection);
      }
    } catch (IOException _) {
      // Such as too many open files: the others are kept.
    }
  }

  private void greet(SocketChannel connection) throws IOException {
    try {
      connection.configureBlocking(false);
      connection.setOption(StandardSocketOptions.TCP_NODELAY, true);
      KeepAlive.on(connection.socket());
      InetAddress from = ((InetSocketAddress) connection.getRemoteAddress()).getAddress();
      String challenge = challenges.next();
      ByteBuffer told = told(challenge);
      if (welcome(from) && connection.write(told) > 0 && !told.hasRemaining()) {
        connection.register(selector, SelectionKey.OP_READ, new Watcher(from, challenge));
      } else {
        connection.close();
      }
    } catch (IOException failure) {
      connection.close();
      throw failure;
    }
  }

  private ByteBuffer told(String challenge) {
    byte[] asked = (challenge + "\n").getBytes(StandardCharsets.UTF_8);
    byte[] present = greeting;
    return ByteBuffer.allocate(present.length + asked.length).put(present).put(asked).flip();
  }

  /** Whoever has proved nothing yet must not keep out those who can. */
  private boolean welcome(InetAddress from) {
    int unknown = 0;
    for (SelectionKey key : selector.keys()) {
      if (key.attachment() instanceof Watcher watcher && watcher.unknownAt(from)) {
        unknown++;
      }
    }
    return unknown < UNKNOWN_LIMIT && selector.keys().size() <= WATCHER_LIMIT;
  }

  /** Whether the watcher stays. */
  private boolean hear(SelectionKey key, Watcher watcher) {
    try {
      said.clear();
      if (((SocketChannel) key.channel()).read(said) < 0) {
        return false;
      }
      boolean stays = true;
      for (said.flip(); stays && said.hasRemaining(); ) {
        stays = watcher.takes((char) said.get());
      }
      return stays && (!watcher.said() || departures.arrived(watcher));
    } catch (IOException _) {
      return false;
    }
  }

  private void leave(SelectionKey key, Watcher watcher) {
    try {
      key.channel().close();
    } catch (IOException _) {
      // Closing is all that was wanted.
    }
    departures.left(watcher);
  }

  private void close() throws IOException {
    for (SelectionKey key : selector.keys()) {
      key.channel().close();
    }
    selector.close();
  }
}
