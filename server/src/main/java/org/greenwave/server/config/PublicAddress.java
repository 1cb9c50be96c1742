package org.greenwave.server.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;

/**
 * Scheme, host and port as browsers tell them: small letters, and no port where it is the usual
 * one. Two addresses of the same place are equal.
 *
 * @param scheme {@code http} or {@code https}
 * @param host name or address; one of IPv6 in brackets
 */
public record PublicAddress(String scheme, String host, int port) {
  private static final int HIGHEST_PORT = 65_535;

  /** Reads an address such as {@code https://traffic.example.org}; nothing if it is none. */
  public static Optional<PublicAddress> of(String text) {
    try {
      URI uri = new URI(text);
      boolean plain =
          uri.getRawUserInfo() == null
              && uri.getRawQuery() == null
              && uri.getRawFragment() == null
              && (uri.getRawPath() == null || uri.getRawPath().matches("/?"));
      return plain && uri.getHost() != null && uri.getScheme() != null
          ? of(uri.getScheme().toLowerCase(Locale.ROOT), uri)
          : Optional.empty();
    } catch (URISyntaxException _) {
      return Optional.empty();
    }
  }

  private static Optional<PublicAddress> of(String scheme, URI uri) {
    int usual = usualPort(scheme);
    int port = uri.getPort() < 0 ? usual : uri.getPort();
    return usual > 0 && port > 0 && port <= HIGHEST_PORT
        ? Optional.of(new PublicAddress(scheme, uri.getHost().toLowerCase(Locale.ROOT), port))
        : Optional.empty();
  }

  private static int usualPort(String scheme) {
    return switch (scheme) {
      case "https" -> 443;
      case "http" -> 80;
      default -> 0;
    };
  }

  /** As people type it. */
  public String text() {
    return scheme + "://" + host + (port == usualPort(scheme) ? "" : ":" + port);
  }

  /** The same place under another name. */
  public PublicAddress named(String otherHost) {
    return new PublicAddress(scheme, otherHost, port);
  }

  /** Whether no server of names has a say in where it leads to. */
  public boolean literal() {
    return host.equals("localhost") || host.startsWith("[") || host.matches("[0-9.]+");
  }
}
