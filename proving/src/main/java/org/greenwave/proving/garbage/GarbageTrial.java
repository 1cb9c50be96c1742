package org.greenwave.proving.garbage;

import java.io.IOException;
import java.net.URI;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.greenwave.proving.Options;
import org.greenwave.proving.Trial;
import org.greenwave.proving.Verdict;
import org.greenwave.proving.Wait;
import org.greenwave.proving.cluster.Api;
import org.greenwave.proving.cluster.Cluster;
import org.greenwave.proving.cluster.LocalCluster;
import org.greenwave.proving.cluster.Signals;
import org.greenwave.proving.cluster.Sockets;
import org.greenwave.proving.cluster.Watch;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Garbage to every door, while the role goes on. */
public final class GarbageTrial implements Trial {
  private static final Duration REFUSAL = Duration.ofSeconds(30);
  private static final Duration SLOW = Duration.ofSeconds(90);
  private static final long MOST_BYTES = 640L << 20;
  private static final long SLOWEST_MILLIS = 3_000;

  @Override
  public String claim() {
    return "Garbage to every door is refused in a sentence, and everything else goes on.";
  }

  @Override
  public void run(Options options, Verdict verdict) throws Exception {
    Random random = new Random(options.seed());
    verdict.tell("seed " + options.seed() + "; starting three servers, a database and a field");
    try (Cluster cluster = LocalCluster.start()) {
      Watch watch = new Watch(cluster);
      String host = watch.settled();
      long fence = cluster.database().fence();
      long stored = watch.stored(cluster.servers());
      try (Pulse pulse = new Pulse(cluster)) {
        requests(cluster, host, random, verdict);
        slow(cluster, options.brief() ? 20 : 200, verdict);
        ports(cluster, new Noise(random), options.brief() ? 2_000 : 50_000, verdict);
        liar(cluster, watch, random, verdict);
        verdict.check(
            pulse.slowestMillis() < SLOWEST_MILLIS && pulse.unanswered() == 0,
            "all the while servers answered: %d times, %d not; the slowest took %d ms"
                .formatted(pulse.answered(), pulse.unanswered(), pulse.slowestMillis()));
      }
      verdict.check(watch.settled().equals(host), host + " still hosts");
      goneOn(cluster, fence, stored, verdict);
    }
  }

  private static void requests(Cluster cluster, String host, Random random, Verdict verdict)
      throws IOException, InterruptedException {
    URI address = cluster.api(host).address();
    List<RawRequest> all = new ArrayList<>(JsonGarbage.requests(random));
    all.addAll(DatexGarbage.requests("sites", random));
    all.addAll(DatexGarbage.requests("data", random));
    for (RawRequest request : all) {
      RawRequest.Outcome outcome = request.send(address, REFUSAL);
      verdict.check(
          outcome.refused(),
          "%s: %d after %d ms: %s"
              .formatted(
                  request.name(), outcome.status(), outcome.millis(), brief(outcome.detail())));
    }
  }

  /** Many clients that send so slowly that a server without limits would keep them for ever. */
  private static void slow(Cluster cluster, int clients, Verdict verdict)
      throws InterruptedException, ExecutionException {
    URI address = cluster.api(cluster.servers().getFirst()).address();
    RawRequest body =
        new RawRequest(
            "a slow body",
            JsonGarbage.head("POST /api/v1/roles", "", 1_000),
            Bodies.slow("{", 999, 1_000));
    RawRequest head =
        new RawRequest("a slow head", "GET / HTTP/1.1\r\nX: ", Bodies.slow("", 999, 1_000));
    List<Future<RawRequest.Outcome>> outcomes = new ArrayList<>();
    try (ExecutorService each = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int client = 0; client < clients; client++) {
        RawRequest request = client % 2 == 0 ? body : head;
        outcomes.add(each.submit(() -> request.send(address, SLOW)));
      }
    }
    long over = 0;
    for (Future<RawRequest.Outcome> outcome : outcomes) {
      over += outcome.get().over() ? 1 : 0;
    }
    verdict.check(
        over == clients,
        "%d of %d slow clients were ended within %d s".formatted(over, clients, SLOW.toSeconds()));
  }

  private static void ports(Cluster cluster, Noise noise, int datagrams, Verdict verdict)
      throws IOException, InterruptedException {
    for (String server : cluster.servers()) {
      List<Integer> udp = Sockets.udp(cluster.process(server));
      List<Integer> tcp = Sockets.listening(cluster.process(server));
      for (int port : udp) {
        noise.datagrams(port, datagrams);
      }
      for (int port : tcp) {
        noise.connections(port, 20);
      }
      verdict.check(
          cluster.process(server).isAlive() && !tcp.isEmpty(),
          "%s lives after noise to its ports: UDP %s, TCP %s".formatted(server, udp, tcp));
    }
  }

  /** A unit whose device lies is shown as it is, and disturbs no other. */
  private static void liar(Cluster cluster, Watch watch, Random random, Verdict verdict)
      throws IOException, InterruptedException {
    JsonNode honest = watch.role().path("settings");
    try (Liar liar = new Liar(random)) {
      Api api = cluster.api(cluster.servers().getFirst());
      Api.Reply edit = api.edit(Watch.path(""), settings(withLiar(honest, liar.port())));
      verdict.check(edit.status() == 200, "a unit that lies was configured: " + edit.status());
      boolean lied = Wait.until(REFUSAL, () -> liar.lies() > 20);
      verdict.check(lied, "it was asked and lied %d times".formatted(liar.lies()));
      watch.flows(cluster.servers());
      JsonNode unit =
          watch.read(cluster.servers(), Watch.path("/units?q=liar")).path("units").path(0);
      String status = unit.path("health").path("status").asString("");
      verdict.check(
          !status.isEmpty() && !status.equals("ok"),
          "it is shown as %s: %s"
              .formatted(status, unit.path("health").path("sentence").asString("")));
      api.edit(Watch.path(""), settings(honest));
    }
  }

  private static JsonNode withLiar(JsonNode honest, int port) {
    JsonNode settings = honest.deepCopy();
    for (JsonNode source : settings.path("sources")) {
      if (source.path("units") instanceof ArrayNode units && !units.isEmpty()) {
        ObjectNode unit = (ObjectNode) units.get(0).deepCopy();
        unit.put("name", "liar").put("address", "127.0.0.1:" + port);
        units.add(unit);
        break;
      }
    }
    return settings;
  }

  private static String settings(JsonNode settings) {
    return "{\"settings\":" + settings + "}";
  }

  private static void goneOn(Cluster cluster, long fence, long stored, Verdict verdict)
      throws IOException, InterruptedException, SQLException {
    verdict.check(cluster.database().fence() == fence, "the fence is still " + fence);
    long now = new Watch(cluster).stored(cluster.servers());
    verdict.check(now > stored, "samples stored: %d, before %d".formatted(now, stored));
    for (String server : cluster.servers()) {
      long peak = Signals.peakBytes(cluster.process(server));
      verdict.check(peak < MOST_BYTES, "peak memory of %s: %d MB".formatted(server, peak >> 20));
    }
  }

  private static String brief(String detail) {
    return detail.length() <= 160 ? detail : detail.substring(0, 160) + "…";
  }
}
