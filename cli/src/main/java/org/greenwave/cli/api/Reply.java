package org.greenwave.cli.api;

import java.net.URI;
import java.net.http.HttpHeaders;
import tools.jackson.databind.JsonNode;

/**
 * What a server answered.
 *
 * @param server the server that was asked
 * @param status the HTTP status, 2xx
 * @param headers the answer's headers
 * @param body the body, a missing node if there was none
 */
public record Reply(URI server, int status, HttpHeaders headers, JsonNode body) {
  /** The version to name in an edit of what was read. */
  public String version() {
    return headers.firstValue("ETag").orElseGet(() -> "\"" + body.path("version").asLong(0) + "\"");
  }

  /** The server that really did it, if the asked one passed the request on. */
  public String answeredBy() {
    return headers.firstValue("Greenwave-Answered-By").orElse("");
  }
}
