package org.greenwave.server.notice;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import javax.net.ssl.SSLException;
import org.greenwave.directory.notice.Destination.Webhook;

/**
 * Sends notices to webhooks. Redirects are not followed and answers are not read beyond their
 * status: what a receiver says leads this server nowhere else.
 */
final class Webhooks {
  private static final Duration CONNECT_LIMIT = Duration.ofSeconds(5);
  private static final Duration ANSWER_LIMIT = Duration.ofSeconds(15);
  private static final String ALGORITHM = "HmacSHA256";

  private final InstantSource clock;
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(Version.HTTP_1_1)
          .followRedirects(Redirect.NEVER)
          .connectTimeout(CONNECT_LIMIT)
          .build();

  Webhooks(InstantSource clock) {
    this.clock = clock;
  }

  void send(Webhook webhook, Letter letter) throws UndeliveredException, InterruptedException {
    try {
      HttpResponse<InputStream> answer =
          client.send(request(webhook, letter), BodyHandlers.ofInputStream());
      answer.body().close();
      if (answer.statusCode() / 100 != 2) {
        throw new UndeliveredException(refusal(answer.statusCode()));
      }
    } catch (HttpTimeoutException _) {
      throw new UndeliveredException(
          "The receiver did not answer within %d s.".formatted(ANSWER_LIMIT.toSeconds()));
    } catch (ConnectException _) {
      throw new UndeliveredException("The receiver cannot be reached.");
    } catch (SSLException failure) {
      throw new UndeliveredException("There is no TLS with the receiver", failure);
    } catch (IOException | IllegalArgumentException failure) {
      throw new UndeliveredException("The receiver hung up, or answered no HTTP", failure);
    }
  }

  private static String refusal(int status) {
    return status / 100 == 3
        ? "The receiver answered %d; redirects are not followed.".formatted(status)
        : "The receiver answered %d.".formatted(status);
  }

  private HttpRequest request(Webhook webhook, Letter letter) {
    byte[] body = letter.json();
    String timestamp = Long.toString(clock.instant().getEpochSecond());
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(webhook.url()))
            .timeout(ANSWER_LIMIT)
            .header("Content-Type", "application/json")
            .header("User-Agent", "Greenwave")
            .header("Greenwave-Notice", letter.notice().id())
            .header("Greenwave-Timestamp", timestamp)
            .POST(BodyPublishers.ofByteArray(body));
    if (!webhook.secret().value().isEmpty()) {
      request.header(
          "Greenwave-Signature", "sha256=" + signature(webhook.secret().value(), timestamp, body));
    }
    return request.build();
  }

  /** What proves to a receiver that who knows the secret has sent this, and when. */
  static String signature(String secret, String timestamp, byte[] body) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM));
      mac.update((timestamp + ".").getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(mac.doFinal(body));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("Every JDK has " + ALGORITHM, impossible);
    }
  }
}
