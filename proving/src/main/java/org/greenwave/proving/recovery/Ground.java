package org.greenwave.proving.recovery;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.greenwave.proving.Verdict;
import org.greenwave.proving.cluster.LocalCluster;
import org.greenwave.proving.harm.Hands;
import org.greenwave.proving.harm.Scene;
import org.greenwave.proving.harm.Settled;
import org.greenwave.proving.history.Reckoning;
import org.greenwave.proving.namespaces.Network;
import tools.jackson.databind.JsonNode;

/** The cluster of a round, with what records and judges it. */
final class Ground {
  final LocalCluster cluster;
  final Network network;
  final Verdict verdict;
  final Hands hands;
  private final Settled settled;
  private final Reckoning reckoning;

  Ground(LocalCluster cluster, Network network, Verdict verdict) throws IOException, SQLException {
    this.cluster = cluster;
    this.network = network;
    this.verdict = verdict;
    hands = new Hands(cluster, network);
    settled = new Settled(cluster);
    whole();
    reckoning = Reckoning.begin(cluster, verdict);
  }

  /** Waits until all servers are of one system, and whole. */
  Scene whole() throws IOException {
    return settled.await().orElseThrow(() -> new IOException(settled.missing()));
  }

  JsonNode status(String server) throws IOException, InterruptedException {
    return cluster.api(server).patient(Duration.ofSeconds(3)).read("/api/v1/status");
  }

  /** Who hosts the role in a server's eyes; empty for nobody. */
  String host(String server) throws IOException, InterruptedException {
    JsonNode role = status(server).path("roles").path(0);
    return role.path("state").asString("").equals("hosted") ? role.path("host").asString("") : "";
  }

  /** Somebody on a machine, who knows where this server's folder is to be. */
  Operator operator(String machine, Path folder) {
    return new Operator(
        cluster, network, machine, Map.of("/var/lib/greenwave", folder.toString()), verdict);
  }

  /** Somebody who knows more words. */
  Operator operator(String machine, Map<String, String> words) {
    return new Operator(cluster, network, machine, words, verdict);
  }

  /** What the role is, but for what is of the moment. */
  String configuration(String server) throws IOException, InterruptedException {
    JsonNode role = cluster.api(server).read("/api/v1/roles/tss");
    JsonNode timings = cluster.api(server).read("/api/v1/timings");
    return Stream.of("type", "description", "forceHighestPriority", "active", "settings")
            .map(key -> key + " " + role.path(key))
            .collect(Collectors.joining("; "))
        + role.path("servers").valueStream().map(it -> it.path("name").asString("")).toList()
        + role.at("/database/url")
        + timings;
  }

  /** Judges the laws by the role database's own record, and samples by the field's journal. */
  void judge(String when) throws IOException, SQLException {
    reckoning.judge(when);
  }
}
