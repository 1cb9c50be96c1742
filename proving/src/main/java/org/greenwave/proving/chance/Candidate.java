package org.greenwave.proving.chance;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.greenwave.proving.cluster.Api;
import org.greenwave.proving.cluster.LocalCluster;
import org.greenwave.proving.harm.Hands;
import tools.jackson.databind.JsonNode;

/**
 * A server that is to be let in or removed: its process, and what is asked of the others for it.
 */
final class Candidate {
  private static final String SERVERS = "/api/v1/servers/";
  private static final Duration PATIENCE = Duration.ofSeconds(12);
  private static final Duration TO_LOOK = Duration.ofSeconds(2);
  private static final int BY_SIGNAL = 128;

  private final LocalCluster cluster;
  private final Hands hands;
  private final String server;
  private boolean admissible;
  private final AtomicInteger asked = new AtomicInteger();

  Candidate(LocalCluster cluster, Hands hands, String server) {
    this.cluster = cluster;
    this.hands = hands;
    this.server = server;
  }

  /** How often others were asked to do something for it. */
  int asked() {
    return asked.get();
  }

  /** Whether it says that it keeps the Directory, and another server hears it. */
  boolean joined() throws IOException, InterruptedException {
    JsonNode own = status(server);
    boolean keeps =
        own.at("/directory/servers").valueStream().anyMatch(it -> it.asString("").equals(server));
    return keeps && running() && heard();
  }

  private boolean heard() throws IOException, InterruptedException {
    IOException last = new IOException("there is nobody to ask");
    for (String other : others()) {
      try {
        return listed(status(other)).anyMatch(it -> it.path("alive").asBoolean(false));
      } catch (IOException silent) {
        last = silent;
      }
    }
    throw last;
  }

  private List<String> others() {
    return cluster.servers().stream().filter(it -> !it.equals(server)).toList();
  }

  private JsonNode status(String of) throws IOException, InterruptedException {
    return cluster.api(of).patient(TO_LOOK).read("/api/v1/status");
  }

  private Stream<JsonNode> listed(JsonNode status) {
    return status
        .path("servers")
        .valueStream()
        .filter(it -> it.path("name").asString("").equals(server));
  }

  /**
   * Starts it, if it does not run: as it was, when somebody has killed it; with a new token, when
   * it is new or was not let in.
   */
  void start() throws IOException, InterruptedException {
    if (admissible && exitCode().orElse(0) > BY_SIGNAL) {
      startAgain();
    } else if (!running()) {
      startWithToken();
    }
  }

  /** Starts it as it was, if it does not run. */
  void startAgain() throws IOException {
    if (!running()) {
      hands.start(server, () -> cluster.start(server));
    }
  }

  private void startWithToken() throws IOException, InterruptedException {
    Api api = another();
    // It may have been let in without having heard of that.
    boolean known = listed(api.read("/api/v1/status")).findAny().isPresent();
    String wish = known ? "{\"replaces\":\"%s\"}".formatted(server) : "{\"kind\":\"directory\"}";
    Api.Reply reply = api.send("POST", SERVERS + "tokens", wish, "");
    if (reply.status() != 201) {
      throw new IOException(told(reply));
    }
    List<String> keys =
        List.of(
            "--join", api.address().toString(),
            "--token", reply.body().path("token").asString(""),
            "--kind", reply.body().path("kind").asString(""));
    hands.start(
        server,
        () -> {
          cluster.begin(server, server, cluster.folder(server), keys);
          admissible = true;
        });
  }

  /** Asks for its removal. An earlier attempt may have been taken without an answer. */
  boolean removed() throws IOException, InterruptedException {
    Api.Reply reply = another().send("DELETE", SERVERS + server, "", "");
    if (reply.status() == 200 || (reply.status() == 404 && asked.get() > 1)) {
      return true;
    }
    throw new IOException(told(reply));
  }

  /** Another server each time. */
  private Api another() {
    List<String> others = others();
    return cluster.api(others.get(asked.getAndIncrement() % others.size())).patient(PATIENCE);
  }

  private static String told(Api.Reply reply) {
    return reply.status() + " " + reply.body().path("detail").asString("");
  }

  boolean running() {
    return cluster.begun().contains(server) && cluster.alive(server);
  }

  /** The code that it ended with; empty while it runs, and before it was ever started. */
  OptionalInt exitCode() {
    return cluster.begun().contains(server) ? cluster.exitCode(server) : OptionalInt.empty();
  }
}
