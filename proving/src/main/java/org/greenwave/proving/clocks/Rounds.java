package org.greenwave.proving.clocks;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.greenwave.proving.Verdict;
import org.greenwave.proving.Wait;
import org.greenwave.proving.cluster.Cluster;
import org.greenwave.proving.cluster.LocalCluster;
import org.greenwave.proving.cluster.Signals;
import org.greenwave.proving.cluster.Watch;
import org.greenwave.proving.harm.Moves;
import org.greenwave.proving.history.Decided;
import org.greenwave.proving.history.DecidedLog;

/** What is done in a round: all clocks jump, nothing happens, then the role changes its host. */
final class Rounds {
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final Pattern AT = Pattern.compile("\"at\":\"([^\"]+)\"");
  private static final int OK = 200;
  private static final Duration TO_SEE = Duration.ofSeconds(10);
  private static final Duration QUIET = Duration.ofSeconds(5);
  private static final Duration TO_CHANGE = Duration.ofSeconds(20);
  private static final Duration EXACT = Duration.ofSeconds(3);

  /** The host dies, the role is moved, host and leader die. */
  private static final int KINDS = 3;

  private final LocalCluster cluster;
  private final WrongClocks clocks;
  private final Verdict verdict;
  private final Watch watch;
  private final DecidedLog log;

  Rounds(LocalCluster cluster, WrongClocks clocks, Verdict verdict) {
    this.cluster = cluster;
    this.clocks = clocks;
    this.verdict = verdict;
    this.watch = new Watch(cluster);
    this.log = new DecidedLog(cluster);
  }

  /** Plays a round with the clocks whose turn it is. */
  void play(int round, List<Duration> ahead)
      throws IOException, InterruptedException, SQLException {
    String host = watch.settled();
    // A server that has just been started beats before its door is open.
    Wait.demand(TO_CHANGE, "an answer of every server", this::allAnswer);
    log.next();
    jump(round, ahead);
    staysQuiet(host);
    switch (round % KINDS) {
      case 0 -> loses(host, List.of(host));
      case 1 -> moves(host);
      default -> loses(host, List.of(host, leader()).stream().distinct().toList());
    }
  }

  private void jump(int round, List<Duration> ahead) throws IOException {
    for (int at = 0; at < LocalCluster.SERVERS.size(); at++) {
      String server = LocalCluster.SERVERS.get(at);
      // So no clock jumps by as much as another, and each has its turn with each.
      Duration by = ahead.get((round + at * KINDS) % ahead.size());
      clocks.set(server, by);
      boolean seen = Wait.until(TO_SEE, () -> isAhead(server, by));
      verdict.check(seen, "the clock of %s is ahead by %s".formatted(server, by));
    }
  }

  private boolean isAhead(String server, Duration by) throws IOException, InterruptedException {
    Instant told = toldTime(server);
    return Duration.between(Instant.now().plus(by), told).abs().compareTo(EXACT) < 0;
  }

  /** What time it is to a server: it says so at the beginning of what it tells of changes. */
  private Instant toldTime(String server) throws IOException, InterruptedException {
    HttpRequest live =
        HttpRequest.newBuilder(cluster.api(server).address().resolve("/api/v1/events"))
            .timeout(TO_SEE)
            .build();
    try (Stream<String> lines = HTTP.send(live, BodyHandlers.ofLines()).body()) {
      return lines
          .map(AT::matcher)
          .filter(Matcher::find)
          .map(at -> Instant.parse(at.group(1)))
          .findFirst()
          .orElseThrow(() -> new IOException(server + " does not say what time it is"));
    }
  }

  private void staysQuiet(String host) throws IOException, InterruptedException, SQLException {
    long fence = cluster.database().fence();
    boolean stays =
        Wait.throughout(
            QUIET,
            () ->
                undisturbed(host)
                    && watch.host(cluster.servers()).orElse("").equals(host)
                    && cluster.database().fence() == fence);
    List<Decided> decided = log.next().fresh().stream().filter(Decided::grant).toList();
    verdict.check(
        stays && decided.isEmpty(),
        "no clock moves the role: %s hosts under fence %d %s".formatted(host, fence, decided));
    watch.flows(cluster.servers());
  }

  /** By its own word: whether it has a lease, and everybody hears a leader. */
  private boolean undisturbed(String host) throws IOException, InterruptedException {
    boolean heard = true;
    for (String server : cluster.servers()) {
      heard &= answers(server, "/health/ready");
    }
    return heard && answers(host, "/health/host/" + Cluster.ROLE);
  }

  private boolean allAnswer() throws IOException, InterruptedException {
    boolean all = true;
    for (String server : cluster.servers()) {
      all &= answers(server, "/health");
    }
    return all;
  }

  private boolean answers(String server, String path) throws IOException, InterruptedException {
    return cluster.api(server).send("GET", path, "", "").status() == OK;
  }

  private String leader() throws IOException, InterruptedException {
    return watch
        .read(cluster.servers(), "/api/v1/status")
        .path("directory")
        .path("leader")
        .asString("");
  }

  private void moves(String host) throws IOException, InterruptedException, SQLException {
    long fence = cluster.database().fence();
    String next = watch.others(host).getLast();
    boolean asked = new Moves(cluster).ask(next);
    verdict.check(asked, "a move from %s to %s is taken".formatted(host, next));
    changes(host, fence);
  }

  private void loses(String host, List<String> dying)
      throws IOException, InterruptedException, SQLException {
    long fence = cluster.database().fence();
    Signals.kill(dying.stream().map(cluster::process).toArray(ProcessHandle[]::new));
    verdict.tell("killed " + String.join(" and ", dying));
    if (dying.size() > 1) { // one alone cannot decide anything
      cluster.start(dying.getLast());
    }
    changes(host, fence);
    for (String dead : dying) {
      if (!cluster.alive(dead)) {
        cluster.start(dead);
      }
    }
  }

  private void changes(String old, long fence)
      throws IOException, InterruptedException, SQLException {
    boolean changed =
        Wait.until(
            TO_CHANGE,
            () ->
                watch.host(watch.others(old)).filter(it -> !it.equals(old)).isPresent()
                    && cluster.database().fence() > fence);
    verdict.check(
        changed,
        "another server hosts: " + watch.role(watch.others(old)).path("sentence").asString(""));
    watch.flows(watch.others(old));
  }
}
