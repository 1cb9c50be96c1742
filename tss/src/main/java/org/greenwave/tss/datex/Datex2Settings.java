package org.greenwave.tss.datex;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Set;
import org.greenwave.tss.source.Fields;
import tools.jackson.databind.node.ObjectNode;

/**
 * What an administrator sets for a source of kind {@code datex2}.
 *
 * @param sites where the site table is fetched
 * @param data where measured data are fetched
 * @param everySeconds how often data are fetched
 */
record Datex2Settings(URI sites, URI data, int everySeconds) {
  private static final Set<String> KEYS =
      Set.of("id", "kind", "sitesUrl", "dataUrl", "everySeconds");
  private static final URI NOWHERE = URI.create("http://localhost/");
  private static final int LONGEST_URL = 2_000;

  /** Reads settings; every problem becomes a sentence. */
  static Datex2Settings read(ObjectNode settings, List<String> problems) {
    Fields fields = new Fields(settings, "Source " + settings.path("id").asString(""), problems);
    fields.only(KEYS);
    return new Datex2Settings(
        url(fields, "sitesUrl", problems),
        url(fields, "dataUrl", problems),
        fields.number("everySeconds", 60, 1, 86_400));
  }

  /** Whether a URL is one that a source fetches: http or https, with a host, without a login. */
  static boolean fetchable(URI url) {
    boolean web = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
    return web && url.getHost() != null && url.getRawUserInfo() == null;
  }

  private static URI url(Fields fields, String key, List<String> problems) {
    String text = fields.text(key, "", LONGEST_URL);
    try {
      URI url = new URI(text);
      if (fetchable(url)) {
        return url;
      }
    } catch (URISyntaxException notAUrl) {
      // The sentence below says it all.
    }
    problems.add(
        "%s: %s must be a URL that begins with http:// or https:// and holds no login."
            .formatted(fields.where(), key));
    return NOWHERE;
  }
}
