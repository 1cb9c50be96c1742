package org.greenwave.proving.security;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.greenwave.server.codec.Json;
import org.greenwave.server.wire.WireMessage;

/** The doors that servers have for each other, as somebody with certain papers finds them. */
record Doors(String host, int port) {
  static final int CONSENSUS = 1;
  static final int WIRE = 2;
  static final int DEATH_WATCH = 3;
  static final int INNER = 4;

  /** Somewhat longer than the wire hears a stranger. */
  static final int PATIENCE_MILLIS = 7_000;

  private static final int HEARD_BYTES = 1 << 16;

  /**
   * What came of a call.
   *
   * @param heard what was answered, above TLS
   * @param open whether the door still held the line afterwards
   */
  record Call(String heard, boolean open) {
    boolean refused() {
      return heard.isEmpty() && !open;
    }
  }

  Socket plain(int above) throws IOException {
    Socket socket = new Socket();
    socket.connect(new InetSocketAddress(host, port + above), PATIENCE_MILLIS);
    socket.setSoTimeout(PATIENCE_MILLIS);
    return socket;
  }

  private SSLSocket secured(int above, Papers papers, String... protocols)
      throws IOException, GeneralSecurityException {
    SSLSocket socket =
        (SSLSocket)
            papers
                .context()
                .getSocketFactory()
                .createSocket(plain(above), host, port + above, true);
    SSLParameters parameters = socket.getSSLParameters();
    parameters.setApplicationProtocols(protocols);
    socket.setSSLParameters(parameters);
    return socket;
  }

  /** Says things on the wire, and listens for a while after the last that was heard. */
  Call wire(Papers papers, List<WireMessage> messages, int patienceMillis)
      throws GeneralSecurityException {
    try (SSLSocket socket = secured(WIRE, papers)) {
      socket.setSoTimeout(patienceMillis);
      DataOutputStream out = new DataOutputStream(socket.getOutputStream());
      for (WireMessage message : messages) {
        byte[] frame = Json.bytes(message);
        out.writeInt(frame.length);
        out.write(frame);
      }
      out.flush();
      return heard(socket.getInputStream());
    } catch (IOException refused) {
      return new Call("", false);
    }
  }

  /** Whether the engine of the log speaks; it speaks first. */
  boolean engineSpeaks(Papers papers) throws GeneralSecurityException {
    try (SSLSocket socket = secured(CONSENSUS, papers, "h2")) {
      socket
          .getOutputStream()
          .write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      return socket.getInputStream().read() >= 0;
    } catch (IOException refused) {
      return false;
    }
  }

  /** What the inner door answers; 0 when there was no connection. */
  int inner(Papers papers, String method, String path, String body)
      throws GeneralSecurityException, InterruptedException {
    URI door = URI.create("https://" + host + ":" + (port + INNER));
    Visitor visitor = Visitor.with(papers.context(), door);
    try (var _ = visitor.http()) {
      return visitor.send(method, path, body, Map.of("Greenwave-Forwarded", "beta")).status();
    } catch (IOException refused) {
      return 0;
    }
  }

  static Call heard(InputStream in) {
    ByteArrayOutputStream heard = new ByteArrayOutputStream();
    byte[] bytes = new byte[HEARD_BYTES];
    boolean open = false;
    try {
      for (int length = in.read(bytes); length >= 0 && heard.size() < HEARD_BYTES; ) {
        heard.write(bytes, 0, length);
        length = in.read(bytes);
      }
    } catch (java.net.SocketTimeoutException listening) {
      open = true;
    } catch (IOException cutOff) {
      // What came before the end counts.
    }
    return new Call(heard.toString(StandardCharsets.UTF_8), open);
  }
}
