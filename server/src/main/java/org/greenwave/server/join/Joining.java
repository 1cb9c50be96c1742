package org.greenwave.server.join;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import org.greenwave.server.codec.Json;
import org.greenwave.server.config.ConfigurationException;
import org.greenwave.server.trust.Fingerprint;
import org.greenwave.server.trust.Pem;
import org.greenwave.server.trust.Pinned;
import tools.jackson.core.JacksonException;

/**
 * Asks a server of the system to be let in. First it asks, of whoever answers, for the certificate
 * of the system's authority; only if that is the one whose fingerprint the token carries does it
 * say more, and only to a server that this authority vouches for.
 */
public final class Joining {
  /** Where a server's inner door takes those who want to join. */
  public static final String PATH = "/servers/join";

  private static final Duration LIMIT = Duration.ofSeconds(20);

  private Joining() {}

  /**
   * Asks.
   *
   * @param system the API address of any server of the system
   * @param token as it was given to a person
   * @throws ConfigurationException when it is refused or cannot be asked
   */
  public static JoinResponse ask(String system, Tokens.Whole token, JoinRequest request)
      throws ConfigurationException {
    try {
      ShownAuthority shown = shown(system);
      X509Certificate authority = Pem.certificate(shown.certificate());
      if (!Fingerprint.of(authority).equals(token.pin())) {
        throw new ConfigurationException(
            ("%s is not of the system that the token is for; nothing was sent to it. Look whether"
                    + " the address is right.")
                .formatted(system));
      }
      return let(shown.door(), authority, request);
    } catch (IOException | IllegalArgumentException | JacksonException failure) {
      throw new ConfigurationException(
          "%s cannot be asked to let this server in (%s); is it running, and is the address right?"
              .formatted(system, failure));
    } catch (GeneralSecurityException spoilt) {
      throw new ConfigurationException(
          "%s shows no sound authority (%s).".formatted(system, spoilt.getMessage()));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new ConfigurationException("Joining was interrupted.");
    }
  }

  private static HttpClient client(SSLContext context) {
    return HttpClient.newBuilder().connectTimeout(LIMIT).sslContext(context).build();
  }

  private static ShownAuthority shown(String system) throws IOException, InterruptedException {
    URI address = URI.create(system + "/api/v1/authority");
    SSLContext anybody = Pinned.toAnybody();
    try (HttpClient client = client(anybody)) {
      HttpRequest get = HttpRequest.newBuilder(address).timeout(LIMIT).build();
      HttpResponse<byte[]> answer = client.send(get, BodyHandlers.ofByteArray());
      ShownAuthority shown = Json.read(answer.body(), ShownAuthority.class);
      if (answer.statusCode() != 200 || !shown.complete()) {
        throw new IOException("it shows no authority");
      }
      return shown;
    }
  }

  private static JoinResponse let(String door, X509Certificate authority, JoinRequest request)
      throws IOException, InterruptedException, ConfigurationException {
    try (HttpClient client = client(Pinned.to(authority))) {
      HttpRequest post =
          HttpRequest.newBuilder(URI.create("https://" + door + PATH))
              .timeout(LIMIT)
              .header("Content-Type", "application/json")
              .POST(BodyPublishers.ofByteArray(Json.bytes(request)))
              .build();
      HttpResponse<byte[]> answer = client.send(post, BodyHandlers.ofByteArray());
      if (answer.statusCode() != 200) {
        throw new ConfigurationException(
            "%s did not let this server in: %s".formatted(door, detail(answer.body())));
      }
      return Json.read(answer.body(), JoinResponse.class);
    }
  }

  static String detail(byte[] problem) {
    try {
      return Json.mapping().readTree(problem).path("detail").asString("no reason was given");
    } catch (JacksonException _) {
      return "no reason was given";
    }
  }
}
