package org.greenwave.cli.api;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/**
 * The API of one system, by whichever of its servers answers. The server that answered last is
 * asked first the next time; a read after a write sees that write on every server.
 */
public final class Api implements AutoCloseable {
  /** Reads and makes JSON. */
  public static final JsonMapper JSON = JsonMapper.builder().build();

  private static final long LARGEST_BODY = 64L << 20;

  private final Clients clients;
  private final List<URI> servers;
  private final Function<URI, Optional<String>> tokens;
  private long versionSeen;

  /** The system that the servers at these addresses belong to, as nobody in particular. */
  public Api(List<URI> servers) {
    this(servers, _ -> Optional.empty(), _ -> Optional.empty());
  }

  /**
   * The system that the servers at these addresses belong to.
   *
   * @param tokens what to show to each of them: the token of a session, or a key
   * @param authorities whom to believe about each of them, beside whom this machine believes
   */
  public Api(
      List<URI> servers,
      Function<URI, Optional<String>> tokens,
      Function<URI, Optional<X509Certificate>> authorities) {
    clients = new Clients(authorities);
    this.servers = new ArrayList<>(servers);
    this.tokens = tokens;
  }

  /** Reads. */
  public Reply get(String path) throws ApiException {
    return send(Request.get(path));
  }

  /**
   * Reads what is no JSON, from the first server only.
   *
   * @throws UnreachableException when it does not answer, or with anything but a text
   */
  public String text(String path) throws UnreachableException {
    URI server = servers.getFirst();
    try {
      HttpResponse<byte[]> response = exchange(server, Request.get(path));
      if (response.statusCode() == 200) {
        return new String(response.body(), StandardCharsets.UTF_8);
      }
      throw new UnreachableException(
          "%s answers %s with status %d.".formatted(server, path, response.statusCode()));
    } catch (IOException e) {
      throw new UnreachableException(server + " " + why(e) + ".");
    }
  }

  /**
   * Sends a request to one server after the other until one answers.
   *
   * @throws RefusedException when a server answers with a problem
   * @throws UnreachableException when none answers, when every one says that it cannot now, or when
   *     it is unknown whether what must not be done twice was done
   */
  public Reply send(Request request) throws ApiException {
    var silent = new ArrayList<String>();
    for (URI server : List.copyOf(servers)) {
      try {
        Reply reply = ask(server, request);
        servers.remove(server);
        servers.addFirst(server);
        return reply;
      } catch (RefusedException e) {
        if (!e.problem().passing()) {
          throw e;
        }
        if (!request.repeatable() && !e.problem().nothingDone()) {
          throw new UnreachableException(unknown(server, e));
        }
        silent.add(server + " answers: " + e.getMessage());
      } catch (IOException e) {
        silent.add(server + " " + why(e) + ".");
        if (!request.repeatable() && !neverSent(e)) {
          throw new UnreachableException(unknown(server));
        }
      }
    }
    throw new UnreachableException(nobody(silent));
  }

  private Reply ask(URI server, Request request) throws IOException, RefusedException {
    HttpResponse<byte[]> response = exchange(server, request);
    JsonNode body = parse(response.body());
    if (response.statusCode() < 200 || response.statusCode() > 299) {
      throw new RefusedException(Problem.of(server, response.statusCode(), body));
    }
    response
        .headers()
        .firstValueAsLong("Greenwave-Version")
        .ifPresent(version -> versionSeen = Math.max(versionSeen, version));
    return new Reply(server, response.statusCode(), response.headers(), body);
  }

  private HttpResponse<byte[]> exchange(URI server, Request request) throws IOException {
    var builder =
        HttpRequest.newBuilder(URI.create(server + request.path()))
            .timeout(request.patience())
            .header("Accept", "application/json, application/problem+json")
            .method(request.method(), request.body());
    request.headers().forEach(builder::header);
    tokens.apply(server).ifPresent(token -> builder.header("Authorization", "Bearer " + token));
    if (versionSeen > 0 && request.method().equals("GET")) {
      builder.header("Greenwave-Version", Long.toString(versionSeen));
    }
    return Listening.USUAL.answer(clients.of(server), builder.build(), LARGEST_BODY);
  }

  private static JsonNode parse(byte[] bytes) {
    if (bytes.length == 0) {
      return MissingNode.getInstance();
    }
    try {
      return JSON.readTree(bytes);
    } catch (JacksonException e) {
      return MissingNode.getInstance();
    }
  }

  private static boolean neverSent(IOException e) {
    return e instanceof ConnectException
        || e instanceof HttpConnectTimeoutException
        || e instanceof SSLHandshakeException;
  }

  private static String why(IOException e) {
    return switch (e) {
      case HttpConnectTimeoutException _ -> "does not answer";
      case ConnectException _ -> "refuses the connection";
      case SSLHandshakeException _ ->
          "shows a certificate that is not trusted here; 'greenwave login' makes its system known,"
              + " --ca FILE names its authority";
      case SSLException _ -> "does not speak HTTPS; is it http:// that is meant";
      case HttpTimeoutException _ -> "took the request but did not answer in time";
      default -> "broke the connection (" + e.getMessage() + ")";
    };
  }

  private static String unknown(URI server) {
    return server
        + " took the request but did not answer, so it is unknown whether it was done."
        + " Look with 'greenwave status' before you repeat it.";
  }

  private static String unknown(URI server, RefusedException said) {
    return server
        + " answers: "
        + said.getMessage()
        + " It may have been done; look with 'greenwave status' before you repeat it.";
  }

  private static String nobody(List<String> silent) {
    return "No server could do it now. "
        + String.join(" ", silent)
        + " Check that the servers run, or name others with --server or GREENWAVE_SERVER.";
  }

  @Override
  public void close() {
    clients.close();
  }
}
