package org.greenwave.cli.api;

import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.regex.Pattern;

/** Reads the addresses of servers as people write them. */
public final class Addresses {
  /** Where the three servers of a demo listen. */
  public static final String USUAL = "https://127.0.0.1:8810,8820,8830";

  private static final int MOST = 32;
  private static final Pattern PORT = Pattern.compile("[0-9]{1,5}");

  private Addresses() {}

  /**
   * Reads addresses such as {@code https://10.0.0.1:8810,8820} or {@code alpha:8810}: a bare number
   * is a port on the host before it, and without a scheme {@code https} is meant.
   *
   * @throws IllegalArgumentException with a sentence, when one of them is no address
   */
  public static List<URI> parse(List<String> texts) {
    var found = new LinkedHashSet<URI>();
    for (String text : texts) {
      found.addAll(parse(text));
    }
    if (found.isEmpty() || found.size() > MOST) {
      throw new IllegalArgumentException(
          "Name 1 to " + MOST + " servers, such as " + USUAL + "; these are " + found.size() + ".");
    }
    return List.copyOf(found);
  }

  private static List<URI> parse(String text) {
    var found = new ArrayList<URI>();
    for (String piece : text.split(",")) {
      String trimmed = piece.strip();
      if (trimmed.isEmpty()) {
        continue;
      }
      boolean bare = PORT.matcher(trimmed).matches() && !found.isEmpty();
      found.add(bare ? onSameHost(found.getLast(), trimmed) : address(trimmed));
    }
    return found;
  }

  private static URI onSameHost(URI before, String port) {
    return address(before.getScheme() + "://" + host(before) + ":" + port);
  }

  private static String host(URI uri) {
    String authority = uri.getRawAuthority();
    return uri.getPort() < 0 ? authority : authority.substring(0, authority.lastIndexOf(':'));
  }

  private static URI address(String text) {
    String whole = text.contains("://") ? text : "https://" + text;
    try {
      URI uri = URI.create(whole.endsWith("/") ? whole.substring(0, whole.length() - 1) : whole);
      boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
      if (web && uri.getHost() != null && uri.getPort() <= 65_535) {
        return uri;
      }
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(complaint(text), e);
    }
    throw new IllegalArgumentException(complaint(text));
  }

  private static String complaint(String text) {
    return "'" + text + "' is not the address of a server; write it like https://127.0.0.1:8810.";
  }
}
