package org.greenwave.server.host;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.greenwave.role.RolePlugin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The role types of this server. A plug-in that cannot be used is refused, not the server. */
public final class RoleTypes {
  private static final Logger LOG = LoggerFactory.getLogger(RoleTypes.class);
  private static final Duration LIMIT = Duration.ofSeconds(5);
  private static final int MOST = 100;

  private final SortedMap<String, RoleType> sound = new TreeMap<>();
  private final List<String> refused = new ArrayList<>();

  private RoleTypes() {}

  /** Finds the plug-ins of the class path and asks each what it is. */
  public static RoleTypes find() {
    RoleTypes types = new RoleTypes();
    Iterator<ServiceLoader.Provider<RolePlugin>> found =
        ServiceLoader.load(RolePlugin.class).stream().iterator();
    for (int number = 0; number < MOST && types.takeNext(found); number++) {
      LOG.debug("{} role types", types.sound.size());
    }
    return types;
  }

  /** The role types of these plug-ins. */
  static RoleTypes of(List<RolePlugin> plugins) {
    RoleTypes types = new RoleTypes();
    plugins.forEach(plugin -> types.take(plugin.getClass().getName(), () -> plugin));
    return types;
  }

  private boolean takeNext(Iterator<ServiceLoader.Provider<RolePlugin>> found) {
    try {
      if (!found.hasNext()) {
        return false;
      }
      ServiceLoader.Provider<RolePlugin> provider = found.next();
      take(provider.type().getName(), provider);
    } catch (ServiceConfigurationError | LinkageError | RuntimeException broken) {
      // One built for a newer Java, or without what it is built upon, is thrown as it is.
      refuse("A plug-in that is registered", "cannot be loaded: " + PlainWords.typed(broken));
    }
    return true;
  }

  private void take(String name, Supplier<RolePlugin> provider) {
    try {
      RoleType type = new Shelter(1).call(LIMIT, () -> RoleType.of(provider.get()));
      RoleType before = sound.putIfAbsent(type.facts().type(), type);
      if (before != null) {
        refuse("The plug-in " + name, "is of type " + type.facts().type() + ", as another is");
      }
    } catch (PluginException failure) {
      String clause =
          failure.getCause() instanceof PluginException said ? said.clause() : failure.clause();
      refuse("The plug-in " + name, clause);
    }
  }

  private void refuse(String who, String clause) {
    String sentence =
        who
            + " "
            + clause
            + ". It cannot be used on this server; replace or remove it, then start the server"
            + " again.";
    refused.add(sentence);
    LOG.error("{}", sentence);
  }

  /** The role types that can be used. */
  public SortedMap<String, RoleType> sound() {
    return Collections.unmodifiableSortedMap(sound);
  }

  /** A role type that can be used. */
  public Optional<RoleType> type(String name) {
    return Optional.ofNullable(sound.get(name));
  }

  /** Why plug-ins cannot be used, each a sentence that says what to do. */
  public List<String> refused() {
    return List.copyOf(refused);
  }

  /** The versions of the plug-ins by role type. */
  public Map<String, String> versions() {
    Map<String, String> versions = new HashMap<>();
    sound.forEach((type, known) -> versions.put(type, known.facts().version()));
    return versions;
  }
}
