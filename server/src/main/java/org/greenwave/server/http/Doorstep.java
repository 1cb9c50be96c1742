package org.greenwave.server.http;

import io.helidon.common.socket.SocketOptions;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Where callers of a door stand from when they are accepted until they are gone: so many at most,
 * not for long before their first request is there, nor while they take nothing of an answer. The
 * HTTP library's own count of places is not used: it gives none back when a handshake fails, and
 * lets a handshake take as long as it likes, so a thousand who only began one would shut the door.
 */
final class Doorstep implements SocketOptions, AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration PATIENCE_IN_A_CROWD = Duration.ofSeconds(2);
  private static final long SWEEP_NANOS = 200_000_000;
  private static final long LOOK_NANOS = 20_000_000;

  private final SocketOptions usual;
  private final int places;
  private final Map<SocketAddress, Guest> guests = new ConcurrentHashMap<>();
  private volatile boolean ended;

  /**
   * A caller, who is in once TLS is settled and the first bytes of a request are there; from then
   * on it is answered.
   */
  private static final class Guest {
    private final Socket socket;
    private final long sinceNanos = System.nanoTime();
    private volatile @Nullable PacedSink answered;
    private volatile boolean leaving;

    Guest(Socket socket) {
      this.socket = socket;
    }

    boolean overdue(Duration patience) {
      return !leaving && keepsWaiting().compareTo(patience) > 0;
    }

    private Duration keepsWaiting() {
      PacedSink sink = answered;
      return sink == null ? Duration.ofNanos(System.nanoTime() - sinceNanos) : sink.waiting();
    }

    /**
     * Below or above TLS, closing may wait for a far end that does not listen. A goodbye in TLS
     * would wait for the very write that is stuck; who does not linger goes without.
     */
    void sendAway() {
      leaving = true;
      Thread.ofVirtual()
          .name("sending-away")
          .start(() -> {
            try {
              socket.setSoLinger(true, 0);
              socket.close();
            } catch (IOException _) {
              // Closing is all that was wanted.
            }
          });
    }
  }

  Doorstep(int places, Duration readTimeout) {
    this.places = places;
    usual = SocketOptions.builder().readTimeout(readTimeout).build();
    Thread.ofVirtual().name("doorstep").start(this::keep);
  }

  private void keep() {
    while (!ended) {
      sweep();
      LockSupport.parkNanos(SWEEP_NANOS);
    }
  }

  private void sweep() {
    guests.values().removeIf(guest -> guest.socket.isClosed());
    Duration patience = crowded() ? PATIENCE_IN_A_CROWD : PATIENCE;
    guests.values().stream().filter(guest -> guest.overdue(patience)).forEach(Guest::sendAway);
  }

  /** Whether so many are there that those who ask for nothing have to make place. */
  boolean crowded() {
    return guests.size() > places / 2;
  }

  /**
   * A caller's first request is there.
   *
   * @param answered takes the answers
   */
  void in(SocketAddress caller, PacedSink answered) {
    Optional.ofNullable(guests.get(caller)).ifPresent(guest -> guest.answered = answered);
  }

  /** On the listener's thread, for each that was accepted: the next ones wait with it. */
  @Override
  public void configureSocket(Socket socket) {
    usual.configureSocket(socket);
    while (guests.size() >= places && !ended && !Thread.currentThread().isInterrupted()) {
      sweep();
      LockSupport.parkNanos(LOOK_NANOS);
    }
    guests.put(socket.getRemoteSocketAddress(), new Guest(socket));
  }

  @Override
  public Map<java.net.SocketOption<?>, Object> socketOptions() {
    return usual.socketOptions();
  }

  @Override
  public Duration connectTimeout() {
    return usual.connectTimeout();
  }

  @Override
  public Duration readTimeout() {
    return usual.readTimeout();
  }

  @Override
  public Optional<Integer> socketReceiveBufferSize() {
    return usual.socketReceiveBufferSize();
  }

  @Override
  public Optional<Integer> socketSendBufferSize() {
    return usual.socketSendBufferSize();
  }

  @Override
  public boolean socketReuseAddress() {
    return usual.socketReuseAddress();
  }

  @Override
  public boolean socketKeepAlive() {
    return usual.socketKeepAlive();
  }

  @Override
  public boolean tcpNoDelay() {
    return usual.tcpNoDelay();
  }

  @Override
  public void close() {
    ended = true;
  }
}
