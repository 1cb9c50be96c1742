package org.greenwave.directory.failover;

import java.util.Set;
import org.greenwave.directory.Assignment;
import org.greenwave.directory.Grant;
import org.greenwave.directory.Timings;

/** Which lease a leader may give in answer to a beat, once its barrier is committed (rule 4). */
public final class Leases {
  private Leases() {}

  /**
   * The lease to give, 0 for none.
   *
   * @param deciding the roles of which a decision has been proposed and neither applied nor refused
   * @param toldMillis how long the longest lease may run, margin included, by the barrier that has
   *     been committed: the next leader waits for no longer, also where timings were edited since
   */
  public static long answer(Beat beat, Situation situation, Set<String> deciding, long toldMillis) {
    boolean withheld =
        ended(beat.server(), situation)
            || situation.directory().assignments().entrySet().stream()
                .anyMatch(entry ->
                    concerns(entry.getValue(), beat.server())
                        && (deciding.contains(entry.getKey())
                            || letsGoTooSlowly(entry.getValue(), beat.server(), situation)));
    Timings timings = situation.sightings().timings();
    long lease = timings.leaseFor(beat.latenessMillis());
    return withheld || timings.withMargin(lease) > toldMillis ? 0 : lease;
  }

  /** One whose end only some have seen may be alive, and is not to lose its lease for that. */
  private static boolean ended(String server, Situation situation) {
    return situation
        .sightings()
        .of(server)
        .filter(seen -> seen.seemsEnded(situation.sightings().timings()))
        .filter(seen -> Evidence.conclusive(server, seen, situation))
        .isPresent();
  }

  /** A lease given while a grant to another is on its way could outlive the grant's coming. */
  private static boolean concerns(Assignment assignment, String server) {
    boolean next =
        assignment instanceof Assignment.HandingOver(_, Grant pending)
            && pending.server().equals(server);
    return next || assignment.grant().filter(last -> last.server().equals(server)).isPresent();
  }

  private static boolean letsGoTooSlowly(
      Assignment assignment, String server, Situation situation) {
    return assignment instanceof Assignment.HandingOver moving
        && moving.from().server().equals(server)
        && HandOver.late(moving, situation);
  }
}
