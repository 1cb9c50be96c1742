package org.greenwave.server.http;

import io.helidon.common.buffers.BufferData;
import io.helidon.common.concurrency.limits.Limit;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.http1.Http1Config;
import io.helidon.webserver.http1.Http1ConnectionSelector;
import io.helidon.webserver.spi.ServerConnection;
import io.helidon.webserver.spi.ServerConnectionSelector;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** The connections of the door: so many at most, each within its limits of size and pace. */
final class Connections implements ServerConnectionSelector, AutoCloseable {
  /** How many may be open; further clients wait until one ends. */
  static final int LIMIT = 1_000;

  /**
   * How long a connection may stay open without a request. Longer than the JDK's own client keeps
   * one for later: an edit that is passed on must not meet a connection that is just being closed.
   */
  static final Duration IDLE_LIMIT = Duration.ofSeconds(60);

  private static final Duration IDLE_LIMIT_IN_A_CROWD = Duration.ofSeconds(2);
  private static final Duration FOR_EVER = Duration.ofDays(1);

  private final AtomicInteger open = new AtomicInteger();
  private final Intake intake;
  private final Doorstep doorstep;
  private final ServerConnectionSelector http =
      Http1ConnectionSelector.builder()
          .config(
              Http1Config.builder()
                  .maxPrologueLength(BoundedReader.REQUEST_LINE_LIMIT)
                  .buildPrototype())
          .build();

  /**
   * None at first.
   *
   * @param intake the memory for what they send, shared with other doors
   */
  Connections(Intake intake) {
    this(intake, LIMIT);
  }

  /** None at first, of so many at most. */
  Connections(Intake intake, int limit) {
    this.intake = intake;
    doorstep = new Doorstep(limit, IDLE_LIMIT);
  }

  /** How many are open now. */
  int open() {
    return open.get();
  }

  /** Where those stand who have been accepted. */
  Doorstep doorstep() {
    return doorstep;
  }

  @Override
  public int bytesToIdentifyConnection() {
    return http.bytesToIdentifyConnection();
  }

  @Override
  public Support supports(BufferData data) {
    return http.supports(data);
  }

  @Override
  public Set<String> supportedApplicationProtocols() {
    return http.supportedApplicationProtocols();
  }

  @Override
  public ServerConnection connection(ConnectionContext context) {
    PacedSink sink = new PacedSink(context.dataWriter());
    doorstep.in(context.remotePeer().address(), sink);
    PacedSource source = new PacedSource(context.dataReader(), doorstep::crowded);
    Intake.Share share = intake.share();
    BoundedReader reader = new BoundedReader(source, share);
    return new Counted(http.connection(new BoundedContext(context, reader, sink)), share);
  }

  @Override
  public void close() {
    doorstep.close();
  }

  /** A connection that counts while it is open. */
  private final class Counted implements ServerConnection {
    private final ServerConnection connection;
    private final Intake.Share share;

    Counted(ServerConnection connection, Intake.Share share) {
      this.connection = connection;
      this.share = share;
    }

    @Override
    public void handle(Limit limit) throws InterruptedException {
      open.incrementAndGet();
      try (share) {
        connection.handle(limit);
      } finally {
        open.decrementAndGet();
      }
    }

    @Override
    public Duration idleTime() {
      Duration idle = connection.idleTime();
      return doorstep.crowded() && idle.compareTo(IDLE_LIMIT_IN_A_CROWD) > 0 ? FOR_EVER : idle;
    }

    @Override
    public void close(boolean interrupt) {
      connection.close(interrupt);
    }
  }
}
