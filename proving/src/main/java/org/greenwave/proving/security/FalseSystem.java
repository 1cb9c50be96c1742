package org.greenwave.proving.security;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import tools.jackson.databind.json.JsonMapper;

/** Somebody between a server that wants to join and the system: it shows what it likes. */
final class FalseSystem implements AutoCloseable {
  private static final int HEARD_BYTES = 8_192;

  private final SSLServerSocket listening;
  private final X509Certificate shown;
  private final List<String> heard = new CopyOnWriteArrayList<>();

  /**
   * Listens at once.
   *
   * @param own what it really has
   * @param shown the certificate of an authority that it says is its own
   */
  FalseSystem(Papers own, X509Certificate shown) throws IOException, GeneralSecurityException {
    this.shown = shown;
    listening = (SSLServerSocket) own.context().getServerSocketFactory().createServerSocket();
    listening.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    Thread.ofVirtual().start(this::listen);
  }

  String address() {
    return "https://127.0.0.1:" + listening.getLocalPort();
  }

  /** The first line and the rest of each request that anybody trusted it with. */
  List<String> heard() {
    return heard;
  }

  private void listen() {
    while (!listening.isClosed()) {
      try {
        SSLSocket socket = (SSLSocket) listening.accept();
        Thread.ofVirtual().start(() -> answer(socket));
      } catch (IOException ended) {
        return;
      }
    }
  }

  private void answer(SSLSocket socket) {
    try (socket) {
      socket.setSoTimeout(5_000);
      InputStream in = socket.getInputStream();
      byte[] bytes = new byte[HEARD_BYTES];
      int length = in.read(bytes);
      if (length <= 0) {
        return;
      }
      heard.add(new String(bytes, 0, length, StandardCharsets.UTF_8));
      byte[] body = JsonMapper.shared().writeValueAsBytes(authority());
      String head =
          "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\n"
              + "Content-Length: %d\r\n\r\n".formatted(body.length);
      socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
      socket.getOutputStream().write(body);
      socket.getOutputStream().flush();
    } catch (IOException | GeneralSecurityException notTrusted) {
      // The caller said nothing, as it should.
    }
  }

  private Shown authority() throws GeneralSecurityException {
    String text =
        "-----BEGIN CERTIFICATE-----\n%s\n-----END CERTIFICATE-----\n"
            .formatted(Base64.getMimeEncoder().encodeToString(shown.getEncoded()));
    return new Shown(text, "", "127.0.0.1:" + listening.getLocalPort());
  }

  /** What everybody is shown who asks a system for its authority. */
  private record Shown(String certificate, String fingerprint, String door) {}

  @Override
  public void close() throws IOException {
    listening.close();
  }
}
