package org.greenwave.proving.security;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.greenwave.proving.Verdict;
import org.greenwave.proving.Wait;
import tools.jackson.databind.JsonNode;

/** Whether the system is what it was: the same host under the same fence, storing samples. */
final class Whole implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final long LOGIN_MILLIS = 3_000;
  private static final long PERIOD_MILLIS = 500;
  private static final int LEAST_PERCENT = 10;

  private final SecureSystem system;
  private final Verdict verdict;
  private final String host;
  private final long fence;
  private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(1);
  private final Set<String> sound = ConcurrentHashMap.newKeySet();
  private final AtomicInteger least = new AtomicInteger(100);
  private final AtomicInteger asked = new AtomicInteger();
  private final AtomicLong slowestMillis = new AtomicLong();

  Whole(SecureSystem system, Verdict verdict) throws IOException, InterruptedException {
    this.system = system;
    this.verdict = verdict;
    Wait.demand(PATIENCE.multipliedBy(2), "a host and a warm standby", this::settled);
    host = system.role().path("host").asString("");
    fence = system.role().path("fence").asLong(0);
    verdict.tell(host + " hosts the role under fence " + fence);
    timer.scheduleWithFixedDelay(this::beat, PERIOD_MILLIS, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
  }

  private boolean settled() throws IOException, InterruptedException {
    JsonNode role = system.role();
    boolean warm =
        role.path("servers")
            .valueStream()
            .anyMatch(it -> it.path("state").asString("").equals("warm"));
    return role.path("state").asString("").equals("hosted") && warm && system.stored() > 0;
  }

  String host() {
    return host;
  }

  /** How much of a lease was left at the worst renewal of late, as each server says. */
  private void beat() {
    for (String server : List.of("alpha", "beta")) {
      long began = System.nanoTime();
      try {
        JsonNode health = system.visitor(server).read("/health").json();
        asked.incrementAndGet();
        note(server, health.path("leaseLeastLeftPercent").asInt(100));
      } catch (IOException unanswered) {
        // Told by how long the next answer takes.
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      slowestMillis.accumulateAndGet((System.nanoTime() - began) / 1_000_000, Math::max);
    }
  }

  private void note(String server, int percent) {
    // What a start on a busy machine left is told for up to two minutes, and is nobody's doing.
    if (percent >= LEAST_PERCENT) {
      sound.add(server);
    }
    if (sound.contains(server) && percent < least.get()) {
      least.set(percent);
      verdict.tell(
          "%s had %d %% of a lease left at its worst renewal of late".formatted(server, percent));
    }
  }

  /** Checks it after some attempts. */
  void check(String after) throws IOException, InterruptedException {
    long began = System.nanoTime();
    String body = "{\"name\":\"anna\",\"password\":\"%s\"}".formatted(SecureSystem.PASSWORD);
    int status = system.visitor("beta").post("/api/v1/login", body).status();
    long millis = (System.nanoTime() - began) / 1_000_000;
    verdict.check(
        status == 200 && millis < LOGIN_MILLIS,
        "after %s a login was answered %d within %d ms".formatted(after, status, millis));
    long stored = system.stored();
    boolean flows = Wait.until(PATIENCE, () -> system.stored() > stored);
    JsonNode role = system.role();
    verdict.check(
        flows
            && role.path("host").asString("").equals(host)
            && role.path("fence").asLong(0) == fence
            && system.alive("alpha")
            && system.alive("beta"),
        "after %s %s still hosts under fence %d, and stores (%d samples, then %d)"
            .formatted(after, host, role.path("fence").asLong(0), stored, system.stored()));
  }

  /** Tells how the beat went all the time. */
  void beats() {
    verdict.check(
        asked.get() > 0 && slowestMillis.get() < LOGIN_MILLIS,
        "of %d times asked, at least %d %% of a lease was left; the slowest answer took %d ms"
            .formatted(asked.get(), least.get(), slowestMillis.get()));
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
