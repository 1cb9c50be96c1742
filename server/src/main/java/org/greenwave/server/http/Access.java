package org.greenwave.server.http;

import java.util.Optional;
import java.util.Set;
import org.greenwave.directory.people.Right;
import org.greenwave.server.join.Joining;
import org.greenwave.server.join.Renewing;

/**
 * Which right a request needs: the one place where that is decided, before any route. What is not
 * named here needs the right to view when it reads, and to administer when it does anything else.
 */
final class Access {
  private static final String API = "/api/";

  /** What everybody may know, and what shows something else: a password, a token, a certificate. */
  private static final Set<String> FREE =
      Set.of(
          "POST /api/v1/login",
          "POST /api/v1/first-account",
          "GET /api/v1/authority",
          "HEAD /api/v1/authority",
          "POST " + Joining.PATH,
          "POST " + Renewing.PATH);

  /** What everybody may do with their own session. */
  private static final Set<String> OWN =
      Set.of("POST /api/v1/logout", "POST /api/v1/me/renew", "POST /api/v1/me/password");

  /** What tells about people, and where servers call, is not for everybody. */
  private static final Set<String> PEOPLE =
      Set.of("/api/v1/accounts", "/api/v1/keys", "/api/v1/audit", "/api/v1/notices");

  private static final Set<String> READING = Set.of("GET", "HEAD");

  private Access() {}

  /**
   * The right that a request needs; none for the console's files and for checks of health.
   *
   * @param path decoded, as it is routed by
   */
  static Optional<Right> needed(String method, String path) {
    boolean guarded = path.startsWith(API) || path.equals("/metrics");
    if ((!guarded && READING.contains(method)) || FREE.contains(method + " " + path)) {
      return Optional.empty();
    }
    boolean aboutPeople = PEOPLE.stream().anyMatch(path::startsWith);
    boolean views = (READING.contains(method) && !aboutPeople) || OWN.contains(method + " " + path);
    return Optional.of(views ? Right.VIEW : Right.ADMINISTER);
  }
}
