package org.greenwave.server.host;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.greenwave.directory.Grant;
import org.greenwave.directory.Role;
import org.greenwave.directory.failover.RoleReport;
import org.greenwave.role.Answer;
import org.greenwave.role.Call;
import org.greenwave.role.HostedRole;
import org.greenwave.role.Progress;

/** All roles on this server, and the plug-ins that make them. */
public final class RoleHosts {
  private static final Duration STOP_LIMIT = Duration.ofSeconds(3);

  private static final Duration ANSWER_LIMIT = Duration.ofSeconds(30);
  private static final Duration UPLOAD_LIMIT = Duration.ofMinutes(10);
  private static final int ANSWERS = 100;

  private final RoleTypes types;
  private final Map<String, RoleShell> shells = new ConcurrentHashMap<>();
  private final Map<String, Shelter> shelters = new ConcurrentHashMap<>();
  private final HostSettings settings;
  private final RoleShell.Surroundings surroundings;
  private volatile boolean stopping;

  RoleHosts(HostSettings settings, RoleTypes types, RoleShell.Surroundings surroundings) {
    this.settings = settings;
    this.types = types;
    this.surroundings = surroundings;
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
        RoleTypes.find(),
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

  /** The role types of this server. */
  public RoleTypes types() {
    return types;
  }

  /** Does what is to be done about every role. In the loop. */
  public void step() {
    if (stopping) {
      return;
    }
    for (Role role : settings.view().directory().roles().values()) {
      if (role.servers().contains(settings.identity().name())) {
        types
            .type(role.type())
            .ifPresent(type ->
                shells.computeIfAbsent(
                    role.name(), name -> new RoleShell(name, type, settings, surroundings)));
      }
    }
    shells.values().forEach(RoleShell::step);
    shells.values().stream()
        .filter(RoleShell::gone)
        .forEach(shell -> {
          shell.leave();
          shell.awaitEnd(Duration.ZERO);
        });
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

  /** How far a role has come here; empty when it is not loaded. */
  public Optional<Progress> progress(String role) {
    return Optional.ofNullable(shells.get(role)).flatMap(RoleShell::progress);
  }

  /** What is known here of a role's database. */
  public Optional<String> databaseSentence(String role) {
    return Optional.ofNullable(shells.get(role)).flatMap(RoleShell::databaseSentence);
  }

  /**
   * Answers a call of a role's part of the API; empty when the role is not loaded here.
   *
   * @param upload whether the call has a body to be read, which may take its time
   * @throws PluginException when the role does not answer, or with nonsense
   */
  public Optional<Answer> answer(String role, Call call, boolean upload) throws PluginException {
    Optional<HostedRole> present = Optional.ofNullable(shells.get(role)).flatMap(RoleShell::role);
    return present.isEmpty()
        ? Optional.empty()
        : Optional.of(
            SoundAnswer.of(
                shelter(role)
                    .call(upload ? UPLOAD_LIMIT : ANSWER_LIMIT, () -> present.get().answer(call))));
  }

  /**
   * Lets a role write the body of its answer.
   *
   * @throws PluginException when it does not to the end
   */
  public void write(String role, Answer answer, AnswerStream out) throws PluginException {
    shelter(role)
        .write(
            ANSWER_LIMIT,
            out,
            () -> {
              answer.body().writeTo(out);
              return true;
            });
  }

  private Shelter shelter(String role) {
    return shelters.computeIfAbsent(role, _ -> new Shelter(ANSWERS));
  }

  /**
   * Stops all roles because the server stops: all at once, or the first would wait for the last.
   */
  public void shutDown() {
    stopping = true;
    shells.values().forEach(RoleShell::leave);
    settings.loop().post(surroundings::newsMayBeThere);
    long untilNanos = System.nanoTime() + STOP_LIMIT.toNanos();
    shells
        .values()
        .forEach(shell -> {
          long left = Math.max(0, untilNanos - System.nanoTime());
          shell.awaitEnd(Duration.ofNanos(left));
        });
  }
}
