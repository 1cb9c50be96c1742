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
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.greenwave.directory.Server.Endpoints;
import org.greenwave.server.trust.Trust;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The watch over one server. */
final class Watch implements Closeable {
  /**
   * Who watches, and how.
   *
   * @param refusedPort knows evidence from other failures
   * @param whereabouts where a server is now, null when that is not known
   */
  record Post(
      String watcher,
      Trust trust,
      DeathWatch.Listener listener,
      RefusedPort refusedPort,
      Function<String, @Nullable Endpoints> whereabouts) {}

  /** A connection to a process that has said which one it is. */
  private record Held(Socket connection, Greeting greeting) {}

  private static final Logger LOG = LoggerFactory.getLogger(Watch.class);
  private static final int CONNECT_MILLIS = 500;
  private static final int GREETING_MILLIS = 1_000;
  private static final Pattern CHALLENGE =
      Pattern.compile("[0-9a-f]{1,%d}".formatted(Challenges.LIMIT));
  private static final Pattern RESET = Pattern.compile("reset|Broken pipe");
  private static final Duration PAUSE = Duration.ofMillis(50);

  /**
   * How often it is tried again at once when a connection has ended: the answer is the evidence.
   * More than once, as the port of a killed process may close just after its connections.
   */
  private static final int AT_ONCE = 3;

  private final String server;
  private final Post post;
  private @Nullable Greeting greeting;
  private boolean partedByServer;
  private String complained = "";
  private volatile boolean closed;
  private volatile @Nullable Socket socket;
  private volatile @Nullable Held held;

  Watch(String server, Post post) {
    this.server = server;
    this.post = post;
    // Of the platform: a virtual one waits for a carrier as long as others compute.
    Thread.ofPlatform().daemon().name("death-watch-" + server).start(this::run);
  }

  /**
   * A process has been heard otherwise. When it was started after the one that is watched, the
   * connection to that one is dead and only does not know it; it is made anew.
   */
  void heard(Greeting process) {
    Held present = held;
    if (present != null && process.follows(present.greeting())) {
      close(present.connection());
    }
  }

  private void run() {
    int atOnce = 0;
    while (!closed) {
      atOnce = watchSafely() ? AT_ONCE : Math.max(0, atOnce - 1);
      if (atOnce == 0) {
        LockSupport.parkNanos(PAUSE.toNanos());
      }
    }
  }

  private boolean watchSafely() {
    try {
      Endpoints at = post.whereabouts().apply(server);
      return at != null && watch(at);
    } catch (RuntimeException | Error broken) {
      if (!broken.toString().equals(complained)) {
        complained = broken.toString();
        LOG.error("The watch over {} broke; it goes on.", server, broken);
      }
      return false;
    }
  }

  /** Watches until the connection ends; false when there was none. */
  private boolean watch(Endpoints at) {
    Socket connection = new Socket();
    socket = connection;
    try (connection) {
      connection.connect(new InetSocketAddress(at.host(), at.deathWatch()), CONNECT_MILLIS);
      connection.setTcpNoDelay(true);
      KeepAlive.on(connection);
      connection.setSoTimeout(GREETING_MILLIS);
      return greeted(connection);
    } catch (ConnectException refused) {
      refused(refused);
      return false;
    } catch (IOException _) {
      // Unreachable is no evidence of an end.
      return false;
    }
  }

  /** A port that refuses is evidence only if the process has let go of the connection before. */
  private void refused(ConnectException answer) {
    if (greeting != null && partedByServer && post.refusedPort().is(answer)) {
      post.listener().ended(server, greeting.incarnation());
    }
  }

  private boolean greeted(Socket connection) throws IOException {
    BufferedReader in =
        new BufferedReader(
            new InputStreamReader(connection.getInputStream(), StandardCharsets.UTF_8));
    Greeting said = Greeting.read(line(in), post.trust()).orElse(null);
    if (said == null || !said.server().equals(server)) {
      return false;
    }
    Greeting before = greeting;
    if (before != null && !before.equals(said)) {
      if (!said.follows(before)) {
        return false;
      }
      post.listener().ended(server, before.incarnation());
    }
    greeting = said;
    post.listener().lives(server, said.incarnation());
    Held present = new Held(connection, said);
    held = present;
    partedByServer = endsByServer(present, in);
    held = null;
    return true;
  }

  private static String line(BufferedReader in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c >= 0 && c != '\n' && line.length() < Greeting.LIMIT; c = in.read()) {
      line.append((char) c);
    }
    return line.toString();
  }

  /**
   * Says who watches, and waits for the end of the connection. One that this server has closed, or
   * given up because nothing came back, says nothing of the process; nor does one on which it did
   * not say who watches, for then the process would not know that it may be taken for dead.
   *
   * @return whether the other end has closed or reset it
   */
  private boolean endsByServer(Held present, BufferedReader in) {
    boolean proved = false;
    try {
      proved = proves(present, line(in));
      present.connection().setSoTimeout(0);
      int heard = 0;
      while (!closed && heard >= 0) {
        heard = in.read();
      }
      return proved && heard < 0;
    } catch (IOException end) {
      return proved && RESET.matcher(String.valueOf(end.getMessage())).find();
    }
  }

  /** Whether it was asked for something sound, and has signed that. */
  private boolean proves(Held present, String challenge) throws IOException {
    boolean sound = CHALLENGE.matcher(challenge).matches();
    if (sound) {
      String line =
          new Proof(server, present.greeting().incarnation(), challenge)
              .line(post.watcher(), post.trust());
      present.connection().getOutputStream().write(line.getBytes(StandardCharsets.UTF_8));
    }
    return sound;
  }

  @Override
  public void close() {
    closed = true;
    Socket present = socket;
    if (present != null) {
      close(present);
    }
  }

  private static void close(Socket connection) {
    try {
      connection.close();
    } catch (IOException _) {
      // Closing is all that was wanted.
    }
  }
}
