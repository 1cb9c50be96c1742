package org.greenwave.server.http;

import io.helidon.common.tls.Tls;
import io.helidon.http.DirectHandler;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.WebServerConfig;
import io.helidon.webserver.http.DirectHandlers;
import io.helidon.webserver.http.HttpRouting;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One of the two doors, which can be opened anew once it has shut by itself. */
final class Entrance implements AutoCloseable {
  private static final Duration SWEEP = Duration.ofSeconds(1);

  private final Opening opening;
  private final Connections connections;
  private @Nullable ServerSocket listening;
  private @Nullable WebServer server;
  private boolean closed;

  /** Where a door is, and what is behind it. */
  record Opening(String host, int port, Optional<Tls> tls, Consumer<HttpRouting.Builder> routing) {
    String address() {
      return host + ":" + port;
    }
  }

  /**
   * Opens a door; its connections end with it.
   *
   * @throws BindException when the port is taken; the message is the address
   */
  Entrance(Opening opening, Connections connections) throws BindException {
    this.opening = opening;
    this.connections = connections;
    try {
      open();
    } catch (BindException taken) {
      close();
      throw taken;
    }
  }

  String address() {
    return opening.address();
  }

  /** Whether calls are accepted, or none shall be any more. */
  synchronized boolean isOpen() {
    return closed || (listening != null && !listening.isClosed());
  }

  /** The socket on which it listens. */
  synchronized Optional<ServerSocket> listening() {
    return Optional.ofNullable(listening);
  }

  /**
   * Opens the door unless it is open.
   *
   * @throws BindException when that cannot be done just now; the message is the address
   */
  synchronized void open() throws BindException {
    if (isOpen()) {
      return;
    }
    stop();
    demandFree();
    server = WebServer.create(settings()).start();
    if (!server.isRunning()) { // it only logs that
      stop();
      throw new BindException(address());
    }
  }

  /** Each try of the library leaves threads behind, so that none is made in vain. */
  private void demandFree() throws BindException {
    try (ServerSocket probe = new ServerSocket()) {
      probe.bind(new InetSocketAddress(opening.host(), opening.port()));
    } catch (IOException taken) {
      throw (BindException) new BindException(address()).initCause(taken);
    }
  }

  private WebServerConfig settings() {
    DoorSettings building = new DoorSettings(socket -> listening = socket);
    opening.tls().ifPresent(building::tls);
    return building
        .host(opening.host())
        .port(opening.port())
        .shutdownHook(false)
        .connectionOptions(connections.doorstep())
        .idleConnectionTimeout(Connections.IDLE_LIMIT)
        .idleConnectionPeriod(SWEEP)
        .maxPayloadSize(RoleCalls.BODY_LIMIT)
        .protocolsDiscoverServices(false)
        .addConnectionSelector(connections)
        .contentEncoding(new AsSent())
        .errorHandling(handling -> handling.includeEntity(true))
        .directHandlers(Entrance::earlyProblems)
        .routing(opening.routing())
        .buildPrototype();
  }

  private static void earlyProblems(DirectHandlers.Builder handlers) {
    for (DirectHandler.EventType type : DirectHandler.EventType.values()) {
      handlers.addHandler(type, new EarlyProblem());
    }
  }

  /** Closes the socket too: the library forgets one that it could not bind. */
  private void stop() {
    if (server != null) {
      server.stop();
    }
    try (ServerSocket _ = listening) {
      server = null;
      listening = null;
    } catch (IOException _) {
      // Closing is all that was wanted.
    }
  }

  @Override
  public void close() {
    connections.close();
    synchronized (this) {
      closed = true;
      stop();
    }
  }
}
