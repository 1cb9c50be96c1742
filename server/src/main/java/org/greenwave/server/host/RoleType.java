package org.greenwave.server.host;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.greenwave.role.RolePlugin;
import org.greenwave.server.codec.Json;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * A role type of this server, as its plug-in described it when the server started. It is not asked
 * again: what hangs later must not hold up beats or pages.
 */
public final class RoleType {
  private static final Duration CHECK_LIMIT = Duration.ofSeconds(5);
  private static final int CALLS = 8;
  private static final int PROBLEMS = 50;

  /**
   * What a plug-in says of itself.
   *
   * @param migrations class path folder of the migrations; empty if there are none
   * @param defaultSettings a JSON object
   */
  public record Facts(
      String type, String version, String description, String migrations, String defaultSettings) {}

  private final RolePlugin plugin;
  private final Facts facts;
  private final Shelter shelter = new Shelter(CALLS);

  private RoleType(RolePlugin plugin, Facts facts) {
    this.plugin = plugin;
    this.facts = facts;
  }

  /**
   * Asks a plug-in what it is; in a shelter, as it may throw or hang.
   *
   * @throws PluginException when what it says cannot be used
   */
  static RoleType of(RolePlugin plugin) throws PluginException {
    Facts facts =
        new Facts(
            matching("type()", plugin.type(), "[a-z][a-z0-9-]{0,31}"),
            matching("version()", plugin.version(), "[0-9]{1,6}\\.[0-9]{1,6}[0-9A-Za-z.+-]{0,40}"),
            PlainWords.of(plugin.description(), "Its plug-in does not say what it does."),
            matching("migrations()", plugin.migrations(), "|[\\w-][\\w/.-]{0,200}"),
            object(plugin.defaultSettings()));
    return new RoleType(plugin, facts);
  }

  private static String matching(String method, @Nullable String said, String pattern)
      throws PluginException {
    if (said == null || !said.matches(pattern)) {
      throw new PluginException(
          "says nothing of use as its %s: %s".formatted(method, PlainWords.of(said, "nothing")));
    }
    return said;
  }

  private static String object(@Nullable String said) throws PluginException {
    try {
      if (said != null && Json.mapping().readTree(said).isObject()) {
        return said;
      }
    } catch (JacksonException _) {
      // Refused below.
    }
    throw new PluginException("gives no JSON object as its defaultSettings()");
  }

  /** What its plug-in said of itself. */
  public Facts facts() {
    return facts;
  }

  RolePlugin plugin() {
    return plugin;
  }

  /**
   * The problems of settings; empty when they are sound.
   *
   * @throws PluginException when the plug-in cannot tell
   */
  public List<String> check(String settings) throws PluginException {
    @Nullable List<String> problems = shelter.call(CHECK_LIMIT, () -> copy(plugin.check(settings)));
    if (problems == null) {
      throw new PluginException("returned nothing");
    }
    return problems;
  }

  /** Read in the shelter too: the list is the plug-in's. */
  private static @Nullable List<String> copy(@Nullable List<String> problems) {
    return problems == null
        ? null
        : problems.stream()
            .limit(PROBLEMS)
            .filter(Objects::nonNull)
            .map(problem -> PlainWords.of(problem, "The settings are not sound."))
            .toList();
  }
}
