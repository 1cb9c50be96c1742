package org.greenwave.server.host;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.greenwave.database.Raise;
import org.greenwave.database.RoleDatabase;
import org.greenwave.database.Trouble;
import org.greenwave.directory.Grant;
import org.greenwave.directory.LeftDatabase;
import org.greenwave.directory.Role;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Seals the databases that a role has left, by raising the fence there as well: who was granted the
 * role before and is cut off from the Directory writes nothing there any more (rule 5).
 */
final class Seals {
  private static final Logger LOG = LoggerFactory.getLogger(Seals.class);
  private static final Duration LIMIT = Duration.ofMillis(500);
  private static final Duration FIRST = Duration.ofSeconds(1);
  private static final Duration PAUSE = Duration.ofSeconds(5);

  private final String role;
  private final HostSettings settings;
  private final Set<LeftDatabase> sealed = ConcurrentHashMap.newKeySet();
  private final Set<LeftDatabase> complainedOf = ConcurrentHashMap.newKeySet();
  private final Map<LeftDatabase, Thread> underWay = new ConcurrentHashMap<>();

  Seals(String role, HostSettings settings) {
    this.role = role;
    this.settings = settings;
  }

  private List<LeftDatabase> left() {
    return settings.view().directory().left(role);
  }

  /**
   * The version of the role up to which each database that it had left is sealed from here; 0 while
   * one is not.
   */
  long version() {
    List<LeftDatabase> left = left();
    return left.isEmpty() || !sealed.containsAll(left) ? 0 : left.getLast().roleVersion();
  }

  /**
   * Tries those that were not tried from here yet, and waits for that a little: a start comes after
   * the seal, unless the old database does not answer.
   */
  void comeFirst(Role started, Grant grant) {
    List<Thread> attempts =
        open(started, grant.fence())
            .filter(one -> !complainedOf.contains(one))
            .map(one -> attempt(one, grant.fence()))
            .toList();
    long untilNanos = System.nanoTime() + FIRST.toNanos();
    try {
      for (Thread attempt : attempts) {
        attempt.join(Duration.ofNanos(Math.max(0, untilNanos - System.nanoTime())));
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /** Tries again and again, beside the work: a database that is away delays no other start. */
  void keepTrying(Role hosted, BooleanSupplier wanted, Supplier<Optional<Grant>> grant) {
    while (wanted.getAsBoolean()) {
      grant
          .get()
          .ifPresent(now -> open(hosted, now.fence()).forEach(one -> attempt(one, now.fence())));
      LockSupport.parkNanos(PAUSE.toNanos());
    }
  }

  /**
   * Those that are not sealed yet and that this fence is for, but for one that the role works in
   * here until it hears of the edit.
   */
  private Stream<LeftDatabase> open(Role used, long fence) {
    return left().stream()
        .filter(one -> !sealed.contains(one) && fence >= one.fence())
        .filter(one -> !one.database().url().equals(used.database().url()));
  }

  /** One attempt at a time for each, for one that is dead must not delay the others. */
  private Thread attempt(LeftDatabase left, long fence) {
    return underWay.computeIfAbsent(
        left,
        _ ->
            Thread.ofVirtual()
                .name("seal-" + role)
                .start(() -> {
                  if (seals(left, fence)) {
                    sealed.add(left);
                  }
                  underWay.remove(left);
                }));
  }

  private boolean seals(LeftDatabase left, long fence) {
    try (RoleDatabase database =
        RoleDatabase.of(
            RoleAccess.of(role, left.database(), settings),
            "",
            Seals.class.getClassLoader(),
            settings.clock())) {
      return seals(left, database.fences().seal(fence, LIMIT));
    } catch (RuntimeException | Error e) { // such as an address that is none: nothing is known then
      return complain(left, PlainWords.typed(e));
    }
  }

  private boolean seals(LeftDatabase left, Raise raise) {
    return switch (raise) {
      case Raise.Failed(Trouble trouble) when trouble.isBare() ->
          sealed(left, "Nobody was ever the host there.");
      case Raise.Failed(Trouble trouble) -> complain(left, trouble.sentence());
      // Of whom nobody here knows anything.
      case Raise.HigherFence higher -> complain(left, higher.sentence());
      // Another system lets none of ours be the host.
      case Raise.Raised _, Raise.TakenOver _, Raise.OtherHistory _, Raise.OtherDirectory _ ->
          sealed(left, raise.sentence());
    };
  }

  private boolean sealed(LeftDatabase left, String why) {
    String url = left.database().url();
    LOG.info("{} has left its database at {}, which is sealed. {}", role, url, why);
    return true;
  }

  private boolean complain(LeftDatabase left, String why) {
    if (complainedOf.add(left)) {
      LOG.warn(
          "{} has left its database at {}, which cannot be sealed; it is tried again. {}",
          role,
          left.database().url(),
          why);
    }
    return false;
  }
}
