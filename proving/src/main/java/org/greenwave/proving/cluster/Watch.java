package org.greenwave.proving.cluster;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.greenwave.proving.Wait;
import tools.jackson.databind.JsonNode;

/** What the servers say about the role, asked from any of them that answers. */
public final class Watch {
  private static final String ROLE_PATH = "/api/v1/roles/" + Cluster.ROLE;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Cluster cluster;

  public Watch(Cluster cluster) {
    this.cluster = cluster;
  }

  /** The path of the role. */
  public static String path(String below) {
    return ROLE_PATH + below;
  }

  /** The role as one of the servers sees it. */
  public JsonNode role(List<String> servers) throws IOException, InterruptedException {
    return read(servers, ROLE_PATH);
  }

  /** The role as any server sees it. */
  public JsonNode role() throws IOException, InterruptedException {
    return role(cluster.servers());
  }

  /** Reads a path from the first server that answers. */
  public JsonNode read(List<String> servers, String path) throws IOException, InterruptedException {
    IOException last = new IOException("there is no server to ask");
    for (String server : servers) {
      try {
        return cluster.api(server).read(path);
      } catch (IOException e) {
        last = e;
      }
    }
    throw last;
  }

  /** The host, if there is one that is hosting. */
  public Optional<String> host(List<String> servers) throws IOException, InterruptedException {
    JsonNode role = role(servers);
    boolean hosted = role.path("state").asString("").equals("hosted");
    return hosted ? Optional.of(role.path("host").asString("")) : Optional.empty();
  }

  /** The servers except one. */
  public List<String> others(String server) {
    return cluster.servers().stream().filter(it -> !it.equals(server)).toList();
  }

  /** How many samples the host says it has stored. */
  public long stored(List<String> servers) throws IOException, InterruptedException {
    return read(servers, ROLE_PATH + "/summary").path("samplesStored").asLong(0);
  }

  /** Waits until the role is hosted, every other server is a warm standby, and samples flow. */
  public String settled() throws IOException, InterruptedException {
    List<String> all = cluster.servers();
    Wait.demand(PATIENCE, "a host and warm standbys", () -> host(all).isPresent() && warm());
    flows(all);
    return host(all).orElseThrow();
  }

  /** Waits until samples are stored. */
  public void flows(List<String> servers) throws IOException, InterruptedException {
    Wait.demand(PATIENCE, "a first sample", () -> stored(servers) > 0);
    long before = stored(servers);
    Wait.demand(PATIENCE, "another sample stored", () -> stored(servers) > before);
  }

  /** The events of the role, newest first. */
  public Stream<JsonNode> history(List<String> servers) throws IOException, InterruptedException {
    return read(servers, ROLE_PATH + "/history?limit=1000").path("events").valueStream();
  }

  private boolean warm() throws IOException, InterruptedException {
    return role()
        .path("servers")
        .valueStream()
        .allMatch(it -> it.path("host").asBoolean() || it.path("state").asString().equals("warm"));
  }
}
