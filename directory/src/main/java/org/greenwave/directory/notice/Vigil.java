package org.greenwave.directory.notice;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.greenwave.directory.Directory;
import org.greenwave.directory.failover.Finding;
import org.greenwave.directory.failover.Finding.Severity;

/**
 * Since when the present findings have been there, and since when what was told has not: soft state
 * of whoever watches. Something is told once it has been so for long enough, when it becomes worse,
 * when it is over, and once a day in between.
 *
 * @param sinceMillis by condition and severity, on the watcher's monotonic clock
 * @param overSinceMillis by condition
 */
public record Vigil(Map<String, Long> sinceMillis, Map<String, Long> overSinceMillis) {
  /** Nothing was seen yet. */
  public static final Vigil NONE = new Vigil(Map.of(), Map.of());

  public Vigil {
    sinceMillis = Map.copyOf(sinceMillis);
    overSinceMillis = Map.copyOf(overSinceMillis);
  }

  /**
   * What is looked at.
   *
   * @param findings what is the case
   * @param notices what has been told
   * @param directory what roles and servers there are
   * @param nowMillis the watcher's monotonic clock
   * @param at its wall clock
   * @param unheard the servers of which nothing is known now
   */
  public record Scene(
      List<Finding> findings,
      Notices notices,
      Directory directory,
      long nowMillis,
      Instant at,
      Set<String> unheard) {}

  /** What a look leads to. */
  public record Look(Vigil vigil, List<Telling> tellings) {}

  /** Looks at what is the case now. */
  public Look look(Scene scene) {
    Map<String, Long> since = new HashMap<>();
    Map<String, Long> over = new HashMap<>();
    Map<String, Finding> present = new HashMap<>();
    List<Telling> tellings = new ArrayList<>();
    for (Finding finding : scene.findings()) {
      finding
          .told()
          .ifPresent(kind -> {
            present.put(Telling.condition(kind, finding.about()), finding);
            holds(kind, finding, since, scene).ifPresent(tellings::add);
          });
    }
    scene
        .notices()
        .ongoing()
        .forEach((condition, known) -> {
          if (!present.containsKey(condition) && !hidden(known, present, scene)) {
            ends(condition, known, over, scene).ifPresent(tellings::add);
          }
        });
    return new Look(new Vigil(since, over), tellings);
  }

  private Optional<Telling> holds(
      NoticeKind kind, Finding finding, Map<String, Long> since, Scene scene) {
    String condition = Telling.condition(kind, finding.about());
    // What is worse has been bad for as long as it has been worse.
    for (Severity severity : Severity.values()) {
      if (severity.compareTo(finding.severity()) >= 0) {
        String as = condition + " " + severity;
        since.put(as, sinceMillis.getOrDefault(as, scene.nowMillis()));
      }
    }
    long began = since.getOrDefault(condition + " " + finding.severity(), scene.nowMillis());
    Ongoing known = scene.notices().ongoing().get(condition);
    if (known != null && Telltale.due(known, scene.at())) {
      return Optional.of(Telling.of(kind, Phase.GOES_ON, finding));
    }
    boolean held = scene.nowMillis() - began >= scene.notices().holdMillis();
    boolean news = known == null || finding.severity().compareTo(known.severity()) < 0;
    return held && news ? Optional.of(Telling.of(kind, Phase.BEGAN, finding)) : Optional.empty();
  }

  /**
   * Of a role without a host nothing is said of the rest, nor of standbys without a database; and a
   * server that is not heard does not say what it lacks.
   */
  private static boolean hidden(Ongoing known, Map<String, Finding> present, Scene scene) {
    return switch (known.kind()) {
      case NO_STANDBY ->
          present.containsKey(Telling.condition(NoticeKind.NO_HOST, known.about()))
              || present.containsKey(Telling.condition(NoticeKind.DATABASE_LOST, known.about()));
      case DATABASE_LOST ->
          present.containsKey(Telling.condition(NoticeKind.NO_HOST, known.about()));
      case FAILOVER,
          MOVE,
          NO_HOST,
          SERVER_LOST,
          DIRECTORY_WEAK,
          NO_LEADER,
          FLAP_GUARD,
          HELD_BACK,
          TEST ->
          false;
      case DISK, CERTIFICATE -> {
        String server = known.about().substring(known.about().indexOf(' ') + 1);
        yield scene.unheard().contains(server) && scene.directory().servers().containsKey(server);
      }
    };
  }

  private Optional<Telling> ends(
      String condition, Ongoing known, Map<String, Long> over, Scene scene) {
    long ended = overSinceMillis.getOrDefault(condition, scene.nowMillis());
    over.put(condition, ended);
    long wait = Math.max(scene.notices().holdMillis(), known.kind().overMillis());
    return scene.nowMillis() - ended >= wait
        ? Optional.of(Ending.of(known, scene.directory()))
        : Optional.empty();
  }
}
