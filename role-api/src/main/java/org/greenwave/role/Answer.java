package org.greenwave.role;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * A role's answer to a call.
 *
 * @param status the HTTP status
 * @param contentType the body's media type
 * @param body writes the body; called once
 */
public record Answer(int status, String contentType, Body body) {
  /** Writes a body, large ones piece by piece. */
  @FunctionalInterface
  public interface Body {
    void writeTo(OutputStream out) throws IOException;
  }

  /** A JSON answer. */
  public static Answer json(int status, String json) {
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    return new Answer(status, "application/json", out -> out.write(bytes));
  }

  /** A refusal as problem+json (RFC 9457): what, and what to do. */
  public static Answer problem(int status, String title, String detail) {
    String json =
        "{\"status\":%1$d,\"title\":%2$s,\"detail\":%3$s,\"reasons\":[%3$s]}"
            .formatted(status, quote(title), quote(detail));
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    return new Answer(status, "application/problem+json", out -> out.write(bytes));
  }

  private static String quote(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    for (int at = 0; at < text.length(); at++) {
      char c = text.charAt(at);
      if (c == '"' || c == '\\') {
        quoted.append('\\').append(c);
      } else if (c < ' ') {
        quoted.append("\\u%04x".formatted((int) c));
      } else {
        quoted.append(c);
      }
    }
    return quoted.append('"').toString();
  }
}
