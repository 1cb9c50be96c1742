package org.greenwave.server.host;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.greenwave.directory.Grant;
import org.greenwave.directory.Role;
import org.greenwave.directory.failover.RoleReport;
import org.greenwave.role.Answer;
import org.greenwave.role.Call;
import org.greenwave.role.RolePlugin;

/** All roles on this server, and the plug-ins that make them. */
public final class RoleHosts {
  private static final Duration STOP_LIMIT = Duration.ofSeconds(3);

  private final SortedMap<String, RolePlugin> plugins = new TreeMap<>();
  private final Map<String, RoleShell> shells = new ConcurrentHashMap<>();
  private final HostSettings settings;
  private final RoleShell.Surroundings surroundings;

  RoleHosts(HostSettings settings, RoleShell.Surroundings surroundings) {
    this.settings = settings;
    this.surroundings = surroundings;
    ServiceLoader.load(RolePlugin.class).forEach(plugin -> plugins.put(plugin.type(), plugin));
  }

  /**
   * Hosts nothing yet.
   *
   * @param newsMayBeThere run when what beats say of the roles may have changed
   * @param handedOver carries the word that a role has been handed over to its next host
   * @param endServer ends the process because a role can be neither used nor stopped
   */
  public static RoleHosts of(
      HostSettings settings,
      Runnable newsMayBeThere,
      HandedOver handedOver,
      Consumer<RoleHangs> endServer) {
    return new RoleHosts(
        settings,
        new RoleShell.Surroundings() {
          @Override
          public void newsMayBeThere() {
            newsMayBeThere.run();
          }

          @Override
          public void handedOver(String role, Grant pending) {
            handedOver.tell(pending.server(), role, pending.fence());
          }

          @Override
          public void endServer(RoleHangs why) {
            endServer.accept(why);
          }
        });
  }

  /** Carries the word that a role has been handed over. */
  public interface HandedOver {
    void tell(String server, String role, long fence);
  }

  /** The plug-ins of this server by role type. */
  public SortedMap<String, RolePlugin> plugins() {
    return plugins;
  }

  /** Their versions by role type. */
  public Map<String, String> roleTypes() {
    Map<String, String> versions = new HashMap<>();
    plugins.forEach((type, plugin) -> versions.put(type, plugin.version()));
    return versions;
  }

  /** Does what is to be done about every role. In the loop. */
  public void step() {
    for (Role role : settings.view().directory().roles().values()) {
      RolePlugin plugin = plugins.get(role.type());
      if (plugin != null && role.servers().contains(settings.identity().name())) {
        shells.computeIfAbsent(
            role.name(), name -> new RoleShell(name, plugin, settings, surroundings));
      }
    }
    shells.values().forEach(RoleShell::step);
    shells.values().stream()
        .filter(RoleShell::gone)
        .forEach(shell -> shell.shutDown(Duration.ZERO));
    shells.values().removeIf(RoleShell::gone);
  }

  /** An old host says that this server may take over a role. In the loop. */
  public void handed(String role, long fence) {
    RoleShell shell = shells.get(role);
    if (shell != null) {
      shell.handed(fence);
    }
  }

  /** What beats say of the roles. */
  public Map<String, RoleReport> reports() {
    Map<String, RoleReport> reports = new HashMap<>();
    shells.forEach((role, shell) -> reports.put(role, shell.report()));
    return reports;
  }

  /** Whether this server hosts a role now. */
  public boolean hosts(String role) {
    RoleShell shell = shells.get(role);
    return shell != null && shell.hosted().isPresent();
  }

  /** What is known here of a role's database. */
  public Optional<String> databaseSentence(String role) {
    return Optional.ofNullable(shells.get(role)).flatMap(RoleShell::databaseSentence);
  }

  /** Answers a call of a role's part of the API; empty when the role is not loaded here. */
  public Optional<Answer> answer(String role, Call call) throws Exception {
    RoleShell shell = shells.get(role);
    return shell == null ? Optional.empty() : shell.answer(call);
  }

  /** Stops all roles because the server stops. */
  public void shutDown() {
    shells.values().forEach(shell -> shell.shutDown(STOP_LIMIT));
  }
}
