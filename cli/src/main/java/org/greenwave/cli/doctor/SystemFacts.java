package org.greenwave.cli.doctor;

import java.net.URI;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.greenwave.cli.api.Api;
import org.greenwave.cli.api.ApiException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What the servers of a system tell: once what all know, and of each one how it is itself. */
public final class SystemFacts {
  private final Supplier<Api> system;
  private final Function<URI, Api> server;
  private final Gathered gathered;

  private SystemFacts(Supplier<Api> system, Function<URI, Api> server, Gathered gathered) {
    this.system = system;
    this.server = server;
    this.gathered = gathered;
  }

  /**
   * Asks a system, and all servers that it knows of; false when it does not answer.
   *
   * @param system opens the system
   * @param server opens one server of it
   */
  public static boolean gather(Supplier<Api> system, Function<URI, Api> server, Gathered gathered) {
    return new SystemFacts(system, server, gathered).all();
  }

  private boolean all() {
    try (Api api = system.get()) {
      JsonNode status = api.get("/api/v1/status").body();
      gathered.add("system/status.json", status);
      whole(api, status);
      each(status);
      return true;
    } catch (ApiException failure) {
      gathered.miss("The system could not be asked: " + failure.getMessage());
      return false;
    }
  }

  private void whole(Api api, JsonNode status) {
    for (String what : List.of("servers", "roles", "role-types")) {
      ask(api, "/api/v1/" + what, "system/" + what + ".json");
    }
    timings(api);
    Set<String> about = new LinkedHashSet<>();
    for (String list : List.of("roles", "servers")) {
      status.path(list).values().forEach(one -> about.add(one.path("name").asString("")));
    }
    about.forEach(name ->
        ask(api, "/api/v1/roles/" + name + "/history?limit=1000", "history/" + name + ".json"));
  }

  /** By name and value only: what they call "key" is none that opens anything. */
  private void timings(Api api) {
    try {
      ObjectNode timings = Api.JSON.createObjectNode();
      for (JsonNode timing : api.get("/api/v1/timings").body().path("timings").values()) {
        timings.set(timing.path("key").asString(""), timing.path("value"));
      }
      gathered.add("system/timings.json", timings);
    } catch (ApiException failure) {
      gathered.miss("The timings could not be read: " + failure.getMessage());
    }
  }

  private void ask(Api api, String path, String name) {
    try {
      gathered.add(name, api.get(path).body());
    } catch (ApiException failure) {
      gathered.miss("%s could not be read: %s".formatted(path, failure.getMessage()));
    }
  }

  private void each(JsonNode status) {
    for (JsonNode told : status.path("servers").values()) {
      String name = told.path("name").asString("");
      try (Api api = server.apply(URI.create(told.path("api").asString("")))) {
        String metrics = api.text("/metrics");
        gathered.add("servers/" + name + "/metrics.txt", () -> metrics);
        ask(api, "/health", "servers/" + name + "/health.json");
        ask(api, "/api/v1/status", "servers/" + name + "/status.json");
      } catch (ApiException | IllegalArgumentException failure) {
        gathered.miss("%s could not be asked: %s".formatted(name, failure.getMessage()));
      }
    }
  }
}
