package org.greenwave.tss.datex;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * A document on the web that is fetched again and again, only when it has changed. Redirects are
 * followed a few times and never from https to http; a body that takes too long is cut off.
 */
final class WebDocument {
  private static final Duration ANSWER_LIMIT = Duration.ofSeconds(30);
  private static final Duration BODY_LIMIT = Duration.ofMinutes(2);
  private static final int MOST_REDIRECTS = 3;

  private final HttpClient client;
  private final ScheduledExecutorService watch;
  private final URI url;
  private String etag = "";
  private String modified = "";
  private String nextEtag = "";
  private String nextModified = "";

  WebDocument(HttpClient client, ScheduledExecutorService watch, URI url) {
    this.client = client;
    this.watch = watch;
    this.url = url;
  }

  /** Does something with the body of a document. */
  @FunctionalInterface
  interface Reader<T> {
    T read(InputStream body) throws DatexRefusedException;
  }

  /**
   * Fetches the document.
   *
   * @return what the reader made of it; empty when it has not changed since it was last {@link
   *     #taken}
   * @throws IOException when there is no document; the message is for people
   */
  <T> Optional<T> fetch(Reader<T> reader)
      throws IOException, InterruptedException, DatexRefusedException {
    HttpResponse<InputStream> response = follow();
    try (InputStream body = response.body()) {
      if (response.statusCode() == 304) {
        return Optional.empty();
      }
      if (response.statusCode() != 200) {
        throw new IOException("%s answered %d.".formatted(place(), response.statusCode()));
      }
      nextEtag = response.headers().firstValue("ETag").orElse("");
      nextModified = response.headers().firstValue("Last-Modified").orElse("");
      return Optional.of(read(reader, body));
    }
  }

  /** Where it is, for people: the query may carry a key. */
  private String place() {
    return url.getScheme() + "://" + url.getRawAuthority() + url.getRawPath();
  }

  /** Says that the document last fetched has been dealt with, and need not be sent again. */
  void taken() {
    etag = nextEtag;
    modified = nextModified;
  }

  /** Makes the next fetch bring the document whether or not it has changed. */
  void forget() {
    etag = "";
    modified = "";
  }

  // The client's own time limit ends with the head of the answer.
  private <T> T read(Reader<T> reader, InputStream body) throws DatexRefusedException {
    ScheduledFuture<?> cut =
        watch.schedule(() -> closed(body), BODY_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    try {
      return reader.read(body);
    } finally {
      cut.cancel(false);
    }
  }

  private static boolean closed(InputStream body) {
    try {
      body.close();
      return true;
    } catch (IOException alreadyBroken) {
      return false;
    }
  }

  private HttpResponse<InputStream> follow() throws IOException, InterruptedException {
    URI at = url;
    for (int redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
      HttpResponse<InputStream> response = client.send(request(at), bodies());
      boolean redirected = response.statusCode() / 100 == 3 && response.statusCode() != 304;
      if (!redirected) {
        return response;
      }
      response.body().close();
      at = next(at, response.headers().firstValue("Location").orElse(""));
    }
    throw new IOException("%s redirects more than %d times.".formatted(place(), MOST_REDIRECTS));
  }

  private URI next(URI from, String location) throws IOException {
    try {
      URI to = from.resolve(location);
      boolean weaker = "https".equals(from.getScheme()) && !"https".equals(to.getScheme());
      if (!location.isEmpty() && Datex2Settings.fetchable(to) && !weaker) {
        return to;
      }
    } catch (IllegalArgumentException notAUrl) {
      // The sentence below says it all.
    }
    throw new IOException(
        "%s redirects to where it is not followed. Set the final URL.".formatted(place()));
  }

  private static HttpResponse.BodyHandler<InputStream> bodies() {
    return HttpResponse.BodyHandlers.ofInputStream();
  }

  private HttpRequest request(URI at) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(at)
            .timeout(ANSWER_LIMIT)
            .header("Accept", "application/xml, text/xml, application/gzip, */*;q=0.1")
            .header("Accept-Encoding", "gzip");
    if (!etag.isEmpty()) {
      request.header("If-None-Match", etag);
    }
    if (!modified.isEmpty()) {
      request.header("If-Modified-Since", modified);
    }
    return request.GET().build();
  }
}
