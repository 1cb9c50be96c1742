package org.greenwave.server.http;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.greenwave.server.core.Node;

/** The console's files, from the class path. It is one page: unknown paths lead to it. */
final class ConsoleRoutes implements HttpService {
  private static final Map<String, String> TYPES =
      Map.of(
          "html", "text/html; charset=utf-8",
          "js", "text/javascript; charset=utf-8",
          "css", "text/css; charset=utf-8",
          "svg", "image/svg+xml",
          "json", "application/json",
          "png", "image/png",
          "woff2", "font/woff2",
          "ico", "image/x-icon");

  private static final HeaderName POLICY = HeaderNames.create("Content-Security-Policy");
  private static final HeaderName FRAMES = HeaderNames.create("X-Frame-Options");
  private static final HeaderName REFERRER = HeaderNames.create("Referrer-Policy");

  private final Node node;
  private final Map<String, Optional<byte[]>> files = new ConcurrentHashMap<>();

  ConsoleRoutes(Node node) {
    this.node = node;
  }

  @Override
  public void routing(HttpRules rules) {
    rules.get("/*", (request, response) -> file(new Exchange(request, response)));
  }

  private void file(Exchange exchange) {
    String path = exchange.request().path().path().substring(1);
    boolean named = path.contains(".");
    String name = named ? path : "index.html";
    Optional<byte[]> file = read(name);
    if (path.startsWith("api/") || file.isEmpty()) {
      throw new ProblemException(
          404, "Unknown", "There is nothing at /" + path + "; the console is at /.");
    }
    exchange.response().status(Status.OK_200);
    exchange.response().header(HeaderNames.CONTENT_TYPE, type(name));
    // Names of assets hold a digest of their content; the page itself is asked for anew.
    exchange
        .response()
        .header(
            HeaderNames.CACHE_CONTROL,
            name.startsWith("assets/") ? "public, max-age=31536000, immutable" : "no-cache");
    guard(exchange);
    exchange.response().send(file.get());
  }

  /** What a page may do: run its own script, and talk to the servers of this system. */
  private void guard(Exchange exchange) {
    String servers =
        node.view().directory().servers().values().stream()
            .map(SystemView::api)
            .collect(Collectors.joining(" "));
    exchange
        .response()
        .header(
            POLICY,
            "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src"
                + " 'self' data:; font-src 'self'; base-uri 'none'; form-action 'none';"
                + " frame-ancestors 'none'; connect-src 'self' "
                + servers)
        .header(FRAMES, "DENY")
        .header(REFERRER, "no-referrer");
  }

  private Optional<byte[]> read(String name) {
    if (name.contains("..") || name.length() > 200) {
      return Optional.empty();
    }
    Optional<byte[]> known = files.get(name);
    return known == null ? load(name) : known;
  }

  private Optional<byte[]> load(String name) {
    try (InputStream in = ConsoleRoutes.class.getResourceAsStream("/web/" + name)) {
      if (in == null) {
        return Optional.empty();
      }
      Optional<byte[]> file = Optional.of(in.readAllBytes());
      files.put(name, file);
      return file;
    } catch (IOException failure) {
      throw new ProblemException(500, "Not readable", "The console's files cannot be read.");
    }
  }

  private static String type(String name) {
    return TYPES.getOrDefault(
        name.substring(name.lastIndexOf('.') + 1), "application/octet-stream");
  }
}
