package org.greenwave.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.lang.reflect.Field;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.ratis.server.DivisionInfo;
import org.apache.ratis.server.RaftServer;
import org.greenwave.server.codec.Json;
import org.greenwave.server.core.DirectorySeat;
import org.greenwave.server.log.ConsensusLog;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A Directory server is started anew at another address; the others must find it there. */
class MovedServerTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String FORMER = "127.0.0.1";
  private static final String NEW = "127.0.0.2";

  private final HttpClient client = HttpClient.newHttpClient();
  private final Map<String, Integer> ports = new HashMap<>();
  private final Map<String, RunningServer> running = new HashMap<>();

  @TempDir Path folder;

  @AfterEach
  void stop() {
    running.values().forEach(RunningServer::close);
    client.close();
  }

  private void start(String name, String host, String... more) throws Exception {
    int port = ports.computeIfAbsent(name, _ -> FreePorts.first());
    String[] flags =
        Stream.concat(Stream.of("--host", host), Stream.of(more)).toArray(String[]::new);
    running.put(
        name,
        RunningServer.start(
            OpenServer.of(name, folder.resolve(name), port, flags),
            failure -> {
              throw new AssertionError("A law is broken", failure);
            }));
  }

  private JsonNode post(String host, String path, String body) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create("http://%s:%d%s".formatted(host, ports.get("alpha"), path)))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body))
            .build();
    return Json.mapping().readTree(client.send(request, BodyHandlers.ofString()).body());
  }

  private void join(String name, String alphasHost) throws Exception {
    int before = seat("alpha").log().voters().size();
    JsonNode token = post(alphasHost, "/api/v1/servers/tokens", "{\"kind\":\"directory\"}");
    String system = "http://%s:%d".formatted(alphasHost, ports.get("alpha"));
    String key = token.path("token").asString();
    start(name, FORMER, "--join", system, "--token", key, "--kind", "directory");
    awaitTrue(() -> seat("alpha").log().voters().size() == before + 1);
  }

  private void moveAlpha() throws Exception {
    running("alpha").close();
    start("alpha", NEW);
  }

  private RunningServer running(String server) {
    return Objects.requireNonNull(running.get(server));
  }

  private DirectorySeat seat(String server) {
    return running(server).node().seat().orElseThrow();
  }

  private static void awaitTrue(Callable<Boolean> condition) {
    await().atMost(PATIENCE).until(condition);
  }

  /** Of two voters, beta cannot get anything committed before alpha has stored it. */
  private void assertThatBetaCanLead() throws Exception {
    awaitTrue(() -> Stream.of("alpha", "beta").anyMatch(server -> seat(server).leading()));
    awaitTrue(() -> {
      post(NEW, "/api/v1/directory/leader", "{\"server\":\"beta\"}");
      return seat("beta").leading();
    });
    seat("beta").log().barrier(0).get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    assertThat(seat("beta").log().leader()).hasValue("beta");
  }

  @Test
  void aVoterThatMovesIsCalledWhereItIsNow() throws Exception {
    start("alpha", FORMER);
    join("beta", FORMER);
    moveAlpha();
    assertThatBetaCanLead();
  }

  @Test
  void aFounderThatMovesBeforeAnybodyJoinsIsCalledWhereItIsNow() throws Exception {
    start("alpha", FORMER);
    moveAlpha();
    join("beta", NEW);
    assertThatBetaCanLead();
  }

  @Test
  void aVoterAtTheFormerAddressOfAnotherIsNotCountedAsThatOne() throws Exception {
    start("alpha", FORMER);
    join("beta", FORMER);
    join("gamma", FORMER);
    awaitTrue(() -> {
      post(FORMER, "/api/v1/directory/leader", "{\"server\":\"gamma\"}");
      return seat("gamma").leading();
    });
    running("beta").close();
    running("alpha").close();
    running.remove("alpha");
    ports.put("beta", Objects.requireNonNull(ports.get("alpha")));
    start("beta", FORMER);
    awaitTrue(() -> Stream.of("beta", "gamma").anyMatch(server -> seat(server).leading()));

    String leader = seat("gamma").leading() ? "gamma" : "beta";
    DivisionInfo info = engine(seat(leader).log());
    long alphas = Arrays.stream(info.getFollowerMatchIndices()).min().orElseThrow();
    awaitTrue(() -> {
      seat(leader).log().barrier(0).get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      return Arrays.stream(info.getFollowerMatchIndices()).max().orElseThrow() > alphas + 20;
    });
    assertThat(info.getFollowerMatchIndices()).contains(alphas);
  }

  private static DivisionInfo engine(ConsensusLog log) throws Exception {
    Field engine = log.getClass().getDeclaredField("server");
    engine.setAccessible(true);
    RaftServer server = (RaftServer) Objects.requireNonNull(engine.get(log));
    return server.getDivision(server.getGroupIds().iterator().next()).getInfo();
  }
}
