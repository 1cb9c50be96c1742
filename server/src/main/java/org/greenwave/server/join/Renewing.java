package org.greenwave.server.join;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.greenwave.directory.Directory;
import org.greenwave.directory.Server;
import org.greenwave.server.codec.Json;
import org.greenwave.server.core.Node;
import org.greenwave.server.trust.Applicant;
import org.greenwave.server.trust.Certifier;
import org.greenwave.server.trust.Pem;
import tools.jackson.core.JacksonException;

/** Asks the Directory servers for a new certificate, with the present one, until one gives it. */
public final class Renewing implements Certifier {
  /** Where a server's inner door takes those who want a new certificate. */
  public static final String PATH = "/servers/certificate";

  private static final Duration LIMIT = Duration.ofSeconds(5);

  /** What is asked. */
  public record Request(String key) {}

  /** What is answered; in PEM. */
  public record Renewed(String certificate) {}

  private final Node node;

  /** For a server. */
  public Renewing(Node node) {
    this.node = node;
  }

  @Override
  public X509Certificate certificate(PublicKey key) throws IOException {
    Directory directory = node.view().directory();
    List<Server> asked =
        directory.directoryServers().stream()
            .flatMap(name -> Optional.ofNullable(directory.servers().get(name)).stream())
            .toList();
    IOException last = new IOException("no Directory server is known yet");
    for (Server server : asked) {
      try {
        return ask(server, key);
      } catch (IOException failure) {
        last = new IOException(server.name() + ": " + failure.getMessage(), failure);
      }
    }
    throw last;
  }

  private X509Certificate ask(Server server, PublicKey key) throws IOException {
    URI address =
        URI.create(
            "https://" + server.endpoints().host() + ":" + server.endpoints().inner() + PATH);
    try (HttpClient client =
        HttpClient.newBuilder().connectTimeout(LIMIT).sslContext(node.trust().requests()).build()) {
      HttpRequest post =
          HttpRequest.newBuilder(address)
              .timeout(LIMIT)
              .header("Content-Type", "application/json")
              .POST(BodyPublishers.ofByteArray(Json.bytes(new Request(Applicant.text(key)))))
              .build();
      HttpResponse<byte[]> answer = client.send(post, BodyHandlers.ofByteArray());
      if (answer.statusCode() != 200) {
        throw new IOException(Joining.detail(answer.body()));
      }
      return Pem.certificate(Json.read(answer.body(), Renewed.class).certificate());
    } catch (GeneralSecurityException | JacksonException spoilt) {
      throw new IOException("what it answered is no certificate", spoilt);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new IOException("the server is stopping");
    }
  }
}
