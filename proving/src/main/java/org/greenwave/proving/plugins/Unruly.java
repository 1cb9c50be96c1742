package org.greenwave.proving.plugins;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.greenwave.proving.Wait;
import org.greenwave.proving.cluster.Api;
import org.greenwave.proving.cluster.LocalCluster;
import org.greenwave.proving.plugins.unruly.Mischief;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A role of the unruly type, as an administrator sees and edits it. */
record Unruly(LocalCluster cluster, String name) {
  /** The servers that may host it; the first server hosts the healthy role, and is none of them. */
  static final List<String> LIST = List.of("beta", "gamma");

  private static final Duration UNLOADS = Duration.ofSeconds(4);
  private static final Duration RECOVERS = Duration.ofSeconds(60);

  private Api api() {
    return cluster.api(cluster.servers().getFirst());
  }

  private String path(String below) {
    return "/api/v1/roles/" + name + below;
  }

  /** Creates it, with sound settings. */
  Unruly create() throws IOException, InterruptedException {
    ObjectNode role = JsonMapper.shared().createObjectNode().put("name", name);
    role.put("type", "unruly");
    LIST.forEach(role.putArray("servers")::add);
    role.putObject("database").put("url", cluster.database().url());
    Api.Reply reply = api().send("POST", "/api/v1/roles", role.toString(), "");
    if (reply.status() != 201) {
      throw new IOException("creating " + name + " answered " + reply.body());
    }
    return this;
  }

  void delete() throws IOException, InterruptedException {
    String etag = api().send("GET", path(""), "", "").etag();
    api().send("DELETE", path(""), "", etag);
  }

  /** Gives it settings. */
  Api.Reply edit(Mischief mischief) throws IOException, InterruptedException {
    return patch("{\"settings\":" + mischief.settings() + "}");
  }

  /** Gives it settings, and has it loaded anew. */
  void reload(Mischief mischief) throws IOException, InterruptedException {
    active(false);
    Wait.until(UNLOADS, this::unloaded);
    edit(mischief);
    active(true);
  }

  private boolean unloaded() throws IOException, InterruptedException {
    String text = text();
    return LIST.stream().allMatch(server -> text.contains(server + " is still making"));
  }

  void active(boolean active) throws IOException, InterruptedException {
    patch("{\"active\":" + active + "}");
  }

  /** Edits; a leader that has just gone is waited for. */
  private Api.Reply patch(String json) throws IOException, InterruptedException {
    Api.Reply reply = api().edit(path(""), json);
    for (int tries = 0; reply.status() == 503 && tries < 20; tries++) {
      Wait.out(Duration.ofMillis(500));
      reply = api().edit(path(""), json);
    }
    return reply;
  }

  /** Asks for a move. */
  Api.Reply move(String server) throws IOException, InterruptedException {
    return api().send("POST", path("/move"), "{\"server\":\"" + server + "\"}", "");
  }

  /** Asks it something. */
  Api.Reply ask() throws IOException, InterruptedException {
    return api().patient(Duration.ofSeconds(50)).send("GET", path("/hello"), "", "");
  }

  JsonNode seen() throws IOException, InterruptedException {
    return api().read(path(""));
  }

  /** Who hosts it; empty for nobody. */
  String host() throws IOException, InterruptedException {
    JsonNode seen = seen();
    boolean hosted =
        seen.path("state").asString("").equals("hosted")
            && seen.path("servers")
                .valueStream()
                .anyMatch(it -> it.path("led").asString("").equals("green"));
    return hosted ? seen.path("host").asString("") : "";
  }

  /** All that is said of it now: by the Directory, and of each server. */
  String text() throws IOException, InterruptedException {
    JsonNode seen = seen();
    String places =
        seen.path("servers")
            .valueStream()
            .map(it -> it.path("name").asString("") + ": " + it.path("sentence").asString(""))
            .collect(Collectors.joining(" | "));
    String now = seen.path("now").path("sentence").asString("");
    return "%s %s | %s".formatted(seen.path("sentence").asString(""), now, places);
  }

  /** Whether it is hosted and answers after its settings were mended. */
  boolean recovers() throws IOException, InterruptedException {
    edit(Mischief.NONE);
    active(true);
    return Wait.until(RECOVERS, () -> !host().isEmpty() && ask().status() == 200);
  }
}
