package org.greenwave.proving.garbage;

import java.io.IOException;
import java.net.URI;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
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
  private static final long MOST_BYTES = 640L << 20;
  private static final int IDLE = 1_500;
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
      verdict.tell("asking all servers from now on");
      try (Pulse pulse = new Pulse(cluster)) {
        String other = watch.others(host).getFirst();
        Api.Reply zipped = SoundTable.send(cluster.api(other));
        verdict.check(zipped.status() == 200, "a sound table, zipped: " + zipped.status());
        List<RawRequest> all = requests(random);
        send(all, cluster.api(host), host, verdict);
        send(all, cluster.api(other), other, verdict);
        crowds(cluster.api(host).address(), options.brief() ? 20 : 200, verdict);
        ports(cluster, new Noise(random), options.brief() ? 2_000 : 50_000, verdict);
        wires(cluster, watch, verdict);
        liar(cluster, watch, random, verdict);
        verdict.check(
            pulse.slowestMillis() < SLOWEST_MILLIS && pulse.unanswered() == 0,
            "all the while servers answered: %d times, %d not; the slowest: %s"
                .formatted(pulse.answered(), pulse.unanswered(), pulse.slowest()));
      }
      verdict.check(watch.settled().equals(host), host + " still hosts");
      goneOn(cluster, fence, stored, verdict);
    }
  }

  private static List<RawRequest> requests(Random random) throws IOException {
    List<RawRequest> all = new ArrayList<>(JsonGarbage.requests(random));
    all.addAll(HttpGarbage.requests(random));
    byte[] bomb = DatexGarbage.bomb();
    all.addAll(DatexGarbage.requests("sites", bomb, random));
    all.addAll(DatexGarbage.requests("data", bomb, random));
    return all;
  }

  private static void send(List<RawRequest> all, Api api, String server, Verdict verdict)
      throws IOException, InterruptedException {
    for (RawRequest request : all) {
      RawRequest.Outcome outcome = request.send(api.address(), REFUSAL);
      verdict.check(
          outcome.refused(),
          "%s, to %s: %d after %d ms: %s"
              .formatted(
                  request.name(),
                  server,
                  outcome.status(),
                  outcome.millis(),
                  brief(outcome.detail())));
    }
  }

  private static void crowds(URI address, int slow, Verdict verdict)
      throws IOException, InterruptedException, ExecutionException {
    Crowd crowd = new Crowd(address, verdict);
    crowd.large();
    crowd.slow(slow);
    crowd.idle(IDLE);
  }

  private static void wires(Cluster cluster, Watch watch, Verdict verdict)
      throws IOException, InterruptedException {
    String system =
        watch.read(cluster.servers(), "/api/v1/status").path("system").path("id").asString("");
    for (String server : cluster.servers()) {
      new WireGarbage(cluster.api(server).address(), system).say();
      verdict.check(
          cluster.process(server).isAlive(), server + " lives after nonsense from a false server");
    }
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
      boolean lied = Wait.until(REFUSAL, () -> liar.lies() > 5);
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
