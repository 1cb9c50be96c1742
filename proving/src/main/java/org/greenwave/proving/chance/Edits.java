package org.greenwave.proving.chance;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.greenwave.proving.cluster.Api;
import org.greenwave.proving.cluster.Cluster;
import org.greenwave.proving.cluster.Watch;
import tools.jackson.databind.JsonNode;

/** Edits of the role's description, and what must be read of them afterwards (law L7). */
final class Edits {
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private final Cluster cluster;
  private final List<String> breaches = new ArrayList<>();
  private final List<String> possible = new ArrayList<>(List.of(""));
  private int attempts;
  private int acknowledged;

  Edits(Cluster cluster) {
    this.cluster = cluster;
  }

  /** Makes an edit by the first server that takes it; whether one took it. */
  boolean attempt(List<String> servers) throws InterruptedException {
    for (String server : servers) {
      String description = "edit " + ++attempts;
      try {
        Api api = cluster.api(server).patient(PATIENCE);
        Api.Reply reply =
            api.edit(Watch.path(""), "{\"description\":\"%s\"}".formatted(description));
        if (reply.status() == 200) {
          acknowledged(description, reply.version(), server);
          return true;
        }
      } catch (IOException unknown) {
        // Nobody knows whether it was taken: both are right from now on.
        possible.add(description);
      }
    }
    return false;
  }

  private void acknowledged(String description, String version, String server)
      throws InterruptedException {
    acknowledged++;
    possible.clear();
    possible.add(description);
    for (String reader : cluster.servers()) {
      readSince(version, reader)
          .filter(read -> !read.equals(description))
          .map(read ->
              "L7: %s told \"%s\" after %s acknowledged \"%s\" as version %s"
                  .formatted(reader, read, server, description, version))
          .ifPresent(breaches::add);
    }
  }

  private Optional<String> readSince(String version, String server) throws InterruptedException {
    try {
      Api api = cluster.api(server).patient(PATIENCE);
      JsonNode role = api.readSince(version, Watch.path(""));
      return Optional.of(role.path("description").asString(""));
    } catch (IOException cannotTell) {
      return Optional.empty();
    }
  }

  /** How many were acknowledged. */
  int count() {
    return acknowledged;
  }

  /** What speaks against law L7; asked when all servers are well. */
  List<String> breaches() throws IOException, InterruptedException {
    List<String> all = new ArrayList<>(breaches);
    for (String server : cluster.servers()) {
      String read = cluster.api(server).read(Watch.path("")).path("description").asString("");
      if (!possible.contains(read)) {
        all.add("L7: %s tells \"%s\" instead of one of %s".formatted(server, read, possible));
      }
    }
    breaches.clear();
    return all;
  }
}
