package org.greenwave.server.http;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Hides what a URL carries of secrets, and puts it back where an edit has left it hidden: a
 * password before the host, and parameters whose names tell that they are keys, as feeds want them.
 */
final class VeiledUrl {
  private static final Pattern SECRETS =
      Pattern.compile(
          "(?<name>://[^/?#@:\\s]*:(?=[^/?#@\\s]+@)"
              + "|[?&][^=&#\\s]*(?:pass|secret|token|credential|key|signature|auth)[^=&#\\s]*=)"
              + "(?<value>(?<=:)[^/?#@\\s]+(?=@)|(?<==)[^&#\\s]+)",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern LOGIN_AND_REST =
      Pattern.compile("^([^:]*://)(?:[^/?#@]*@)?([^/?#]*).*$", Pattern.DOTALL);

  private VeiledUrl() {}

  /** A text, without its secrets if it is a URL. */
  static String over(String text) {
    return text.contains("://")
        ? SECRETS
            .matcher(text)
            .replaceAll(found -> Matcher.quoteReplacement(found.group("name") + Veil.HIDDEN))
        : text;
  }

  /**
   * An edited text with the secrets that it has left hidden. They are for the host that they were
   * given for: whoever could name another one would be sent them.
   *
   * @param before what was read
   * @return empty when there is nothing that a hidden one could be
   */
  static Optional<String> lifted(String edited, String before) {
    if (!edited.contains(Veil.HIDDEN) || !edited.contains("://")) {
      return Optional.of(edited);
    }
    Map<String, String> known = new HashMap<>();
    if (host(edited).equals(host(before))) {
      SECRETS.matcher(before).results().forEach(it -> known.put(key(it), it.group("value")));
    }
    StringBuilder lifted = new StringBuilder();
    Matcher found = SECRETS.matcher(edited);
    while (found.find()) {
      boolean hidden = found.group("value").equals(Veil.HIDDEN);
      String value = hidden ? known.get(key(found.toMatchResult())) : found.group("value");
      if (value == null) {
        return Optional.empty();
      }
      found.appendReplacement(lifted, Matcher.quoteReplacement(found.group("name") + value));
    }
    return Optional.of(found.appendTail(lifted).toString());
  }

  /** Scheme, host and port. */
  private static String host(String url) {
    return LOGIN_AND_REST.matcher(url).replaceFirst("$1$2");
  }

  /** A parameter may stand in another place; a password goes with its user. */
  private static String key(MatchResult found) {
    return found.group("name").substring(1);
  }
}
