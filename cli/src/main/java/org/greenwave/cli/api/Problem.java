package org.greenwave.cli.api;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * A problem as a server tells it (RFC 9457).
 *
 * @param status the HTTP status
 * @param title what is wrong, short
 * @param detail a sentence that says what is wrong and what to do
 * @param reasons further sentences
 * @param whole everything that came with it
 */
public record Problem(
    int status, String title, String detail, List<String> reasons, JsonNode whole) {
  private static final int MOST_REASONS = 50;

  /** The titles of those 503 that are said before anything is done. */
  private static final Set<String> BEFORE =
      Set.of("No leader", "No host", "Behind", "Too much at once", "Too many followers");

  /** Reads a problem from an answer, whatever shape its body has. */
  static Problem of(URI server, int status, JsonNode body) {
    String title = body.path("title").asString("");
    String detail = body.path("detail").asString("");
    if (title.isEmpty() && detail.isEmpty()) {
      title = "HTTP status " + status;
      detail = server + " refused and did not say why; its log does.";
    }
    var reasons = new ArrayList<String>();
    for (JsonNode reason : body.path("reasons").values()) {
      if (reasons.size() < MOST_REASONS && reason.isString()) {
        reasons.add(reason.asString());
      }
    }
    return new Problem(status, title, detail, List.copyOf(reasons), body);
  }

  /** Whether it is about this moment or this server, so that another server may do better. */
  boolean passing() {
    return status >= 502 && status <= 504;
  }

  /** Whether a server says of itself that nothing was done; of others' answers nobody knows. */
  boolean nothingDone() {
    return status == 503 && BEFORE.contains(title);
  }

  /** The problem in one paragraph: what, why, what to do. */
  public String paragraph() {
    var sentences = new ArrayList<String>();
    add(sentences, title);
    add(sentences, detail);
    reasons.forEach(reason -> add(sentences, reason));
    return String.join(" ", sentences);
  }

  private static void add(List<String> sentences, String text) {
    String stripped = text.strip();
    if (stripped.isEmpty()) {
      return;
    }
    String ended = ".!?".indexOf(stripped.charAt(stripped.length() - 1)) < 0 ? "." : "";
    String sentence = stripped + ended;
    if (sentences.stream().noneMatch(earlier -> earlier.contains(stripped))) {
      sentences.add(sentence);
    }
  }
}
