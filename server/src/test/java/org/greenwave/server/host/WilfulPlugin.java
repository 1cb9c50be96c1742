package org.greenwave.server.host;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiFunction;
import org.greenwave.role.HostedRole;
import org.greenwave.role.RoleContext;
import org.greenwave.role.RolePlugin;

/**
 * A plug-in whose roles do as a test wants.
 *
 * @param makes the role, from what it is given and how many there were before it
 * @param made all that it has made, the latest last
 */
record WilfulPlugin(
    String type, BiFunction<RoleContext, Integer, WilfulRole> makes, List<WilfulRole> made)
    implements RolePlugin {
  WilfulPlugin(String type, BiFunction<RoleContext, Integer, WilfulRole> makes) {
    this(type, makes, new CopyOnWriteArrayList<>());
  }

  @Override
  public String description() {
    return "Does as a test wants.";
  }

  @Override
  public String version() {
    return "1.0.0";
  }

  @Override
  public String migrations() {
    return "";
  }

  @Override
  public String defaultSettings() {
    return "{}";
  }

  @Override
  public List<String> check(String settings) {
    return List.of();
  }

  @Override
  public HostedRole prepare(RoleContext context) {
    WilfulRole role = makes.apply(context, made.size());
    made.add(role);
    return role;
  }
}
