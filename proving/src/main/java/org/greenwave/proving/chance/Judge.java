package org.greenwave.proving.chance;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.greenwave.app.judge.Verdict;
import org.greenwave.proving.Wait;
import org.greenwave.proving.cluster.LocalCluster;
import org.greenwave.proving.harm.Scene;
import org.greenwave.proving.history.Audit;
import org.greenwave.proving.history.Beliefs;
import org.greenwave.proving.history.Decided;
import org.greenwave.proving.history.DecidedLog;
import org.greenwave.proving.history.Stretch;

/** Judges the laws from what was recorded; tells each breach once. */
final class Judge {
  private static final int MOST_FINDINGS = 3;
  private static final Duration TO_AGREE = Duration.ofSeconds(5);

  private final LocalCluster cluster;
  private final Audit audit;
  private final Beliefs beliefs;
  private final DecidedLog log;
  private final Edits edits;
  private final Set<String> told = new HashSet<>();

  Judge(LocalCluster cluster, Audit audit, Beliefs beliefs, Edits edits)
      throws IOException, InterruptedException {
    this.cluster = cluster;
    this.audit = audit;
    this.beliefs = beliefs;
    this.edits = edits;
    this.log = new DecidedLog(cluster);
    var _ = log.next();
  }

  /** What speaks against the laws since the last time, the system being whole again. */
  List<String> breaches(Scene scene, Licence licence)
      throws IOException, InterruptedException, SQLException {
    Wait.until(TO_AGREE, () -> beliefs.behind().isEmpty());
    List<String> found = new ArrayList<>(beliefs.behind());
    found.addAll(edits.breaches());
    Stretch stretch = log.next();
    if (!stretch.continues()) {
      found.add("L7: the history does not go on where it was");
    }
    found.addAll(moves(stretch.fresh(), scene, licence, InVain.servers(log.seen())));
    if (!log.agreed()) {
      found.add("L7: the servers do not tell the same history");
    }
    found.addAll(keepers());
    return Stream.concat(recorded().stream(), found.stream().filter(told::add)).toList();
  }

  /** What the records say against the laws since the last time, be the system whole or not. */
  List<String> recorded() throws SQLException {
    return Stream.concat(audit.breaches().stream(), beliefs.breaches().stream())
        .filter(told::add)
        .toList();
  }

  /** What speaks against this: all say that the servers that are meant keep the Directory. */
  private List<String> keepers() throws IOException, InterruptedException {
    Set<String> meant = Set.copyOf(cluster.servers());
    List<String> breaches = new ArrayList<>();
    for (String server : cluster.servers()) {
      if (!Wait.until(TO_AGREE, () -> keepers(server).equals(meant))) {
        breaches.add(
            "L7: %s says that %s keep the Directory; they should be %s"
                .formatted(server, keepers(server), meant));
      }
    }
    return breaches;
  }

  private Set<String> keepers(String server) throws IOException, InterruptedException {
    return cluster
        .api(server)
        .read("/api/v1/status")
        .at("/directory/servers")
        .valueStream()
        .map(it -> it.asString(""))
        .collect(Collectors.toSet());
  }

  /** Whether all that speaks against the law was told before. */
  boolean tellsNothingNew(Verdict samples) {
    return told.containsAll(findings(samples));
  }

  private static List<String> findings(Verdict samples) {
    return samples.findings().stream().map(it -> "L3: " + it).toList();
  }

  /** What of it was not told yet, shortened. */
  List<String> fresh(Verdict samples) {
    List<String> fresh = findings(samples).stream().filter(told::add).toList();
    Stream<String> more =
        fresh.size() > MOST_FINDINGS
            ? Stream.of("L3: %d findings more".formatted(fresh.size() - MOST_FINDINGS))
            : Stream.empty();
    return Stream.concat(fresh.stream().limit(MOST_FINDINGS), more).toList();
  }

  static List<String> moves(
      List<Decided> decisions, Scene scene, Licence licence, Set<String> inVain) {
    List<String> breaches = new ArrayList<>();
    String holder = scene.host();
    int changes = 0;
    boolean begun = false;
    for (Decided decided : decisions) {
      if (decided.sentence().isBlank()) {
        breaches.add("L8: %s without a reason: %s".formatted(decided.kind(), decided));
      }
      if (!decided.grant()) {
        continue;
      }
      if (!licence.excuses(decided, holder, begun)) {
        breaches.add("L6: no fault excuses this: " + decided.sentence());
      }
      begun |= decided.kind().equals("moving");
      boolean again = decided.why() == Decided.Why.ANEW && !licence.grantsMayFail();
      changes += again || !decided.server().equals(holder) ? 1 : 0;
      holder = decided.server();
    }
    firstOfList(decisions, scene, licence, inVain).ifPresent(breaches::add);
    // When all die, the last to die may have written a takeover down, to be committed afterwards.
    if (changes > Math.max(1, licence.faults()) + (licence.whole() ? 1 : 0)) {
      breaches.add("L6: %d faults moved the role %d times".formatted(licence.faults(), changes));
    }
    return breaches;
  }

  private static Optional<String> firstOfList(
      List<Decided> decisions, Scene scene, Licence licence, Set<String> inVain) {
    if (licence.anyoneMayFollow(scene.servers())) {
      return Optional.empty();
    }
    return decisions.stream()
        .filter(it -> it.grant() && !it.server().equals(scene.host()))
        .flatMap(it -> better(it, scene, licence, inVain).stream())
        .findFirst();
  }

  /** The first of the list that was not hurt, if it stands before the next host. */
  private static Optional<String> better(
      Decided decided, Scene scene, Licence licence, Set<String> inVain) {
    boolean spares = decided.why() == Decided.Why.UNABLE;
    return scene.servers().stream()
        .filter(it -> !licence.hurt().contains(it))
        .filter(it -> !(spares && inVain.contains(it)))
        .findFirst()
        // A server that was hurt may be back by then, and in its place on the list.
        .filter(it -> scene.servers().indexOf(decided.server()) > scene.servers().indexOf(it))
        .map(it -> "L5: %s, though %s was the first usable".formatted(decided.sentence(), it));
  }
}
