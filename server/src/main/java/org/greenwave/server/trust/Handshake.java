package org.greenwave.server.trust;

import java.io.IOException;
import java.net.Socket;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSocket;

/**
 * A connection between two servers on which both have shown who they are.
 *
 * @param below the connection without TLS; closing it ends both ways at once, and never waits
 * @param socket what to read and write
 * @param peer who is at the other end
 */
public record Handshake(Socket below, SSLSocket socket, Holder peer) {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /** Takes a call. */
  static Handshake answer(SSLContext context, Socket below) throws IOException {
    return shake(context, below, false);
  }

  /** Makes a call; who is there may be another than was expected. */
  static Handshake call(SSLContext context, Socket below) throws IOException {
    return shake(context, below, true);
  }

  /** All of it in time: who sends a byte now and then would otherwise keep a place for ever. */
  private static void shake(SSLSocket socket, Socket below) throws IOException {
    AtomicBoolean over = new AtomicBoolean();
    Thread patience =
        Thread.ofVirtual()
            .name("handshake-patience")
            .start(() -> {
              LockSupport.parkNanos(PATIENCE.toNanos());
              if (!over.get()) {
                end(below);
              }
            });
    try {
      socket.startHandshake();
    } finally {
      over.set(true);
      LockSupport.unpark(patience);
    }
  }

  private static void end(Socket below) {
    try {
      below.close();
    } catch (IOException _) {
      // Closing is all that was wanted.
    }
  }

  private static Handshake shake(SSLContext context, Socket below, boolean calling)
      throws IOException {
    SSLSocket socket =
        (SSLSocket)
            context
                .getSocketFactory()
                .createSocket(
                    below, below.getInetAddress().getHostAddress(), below.getPort(), true);
    socket.setUseClientMode(calling);
    SSLParameters parameters = socket.getSSLParameters();
    parameters.setProtocols(new String[] {"TLSv1.3"});
    parameters.setNeedClientAuth(true);
    socket.setSSLParameters(parameters);
    shake(socket, below);
    X509Certificate shown = (X509Certificate) socket.getSession().getPeerCertificates()[0];
    return new Handshake(
        below,
        socket,
        Holder.of(shown)
            .orElseThrow(() -> new SSLPeerUnverifiedException("This is no server's certificate.")));
  }
}
