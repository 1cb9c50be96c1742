package org.greenwave.server.join;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.greenwave.server.codec.Json;
import org.greenwave.server.config.ConfigurationException;
import tools.jackson.core.JacksonException;

/** Asks a server of the system to be let in. */
public final class Joining {
  private static final Duration LIMIT = Duration.ofSeconds(20);

  private Joining() {}

  /**
   * Asks.
   *
   * @param system the API address of any server of the system
   * @throws ConfigurationException when it is refused or cannot be asked
   */
  public static JoinResponse ask(String system, JoinRequest request) throws ConfigurationException {
    try (HttpClient client = HttpClient.newBuilder().connectTimeout(LIMIT).build()) {
      HttpRequest post =
          HttpRequest.newBuilder(URI.create(system + "/api/v1/join"))
              .timeout(LIMIT)
              .header("Content-Type", "application/json")
              .POST(BodyPublishers.ofByteArray(Json.bytes(request)))
              .build();
      HttpResponse<byte[]> answer = client.send(post, BodyHandlers.ofByteArray());
      if (answer.statusCode() != 200) {
        throw new ConfigurationException(
            "%s did not let this server in: %s".formatted(system, detail(answer.body())));
      }
      return Json.read(answer.body(), JoinResponse.class);
    } catch (IOException | IllegalArgumentException | JacksonException failure) {
      throw new ConfigurationException(
          "%s cannot be asked to let this server in (%s); is it running, and is the address right?"
              .formatted(system, failure));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new ConfigurationException("Joining was interrupted.");
    }
  }

  private static String detail(byte[] problem) {
    try {
      return Json.mapping().readTree(problem).path("detail").asString("no reason was given");
    } catch (JacksonException _) {
      return "no reason was given";
    }
  }
}
