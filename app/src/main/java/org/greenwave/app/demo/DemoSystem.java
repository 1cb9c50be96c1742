package org.greenwave.app.demo;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.greenwave.app.Program;
import org.greenwave.app.cluster.Child;
import org.greenwave.app.cluster.Cluster;
import org.greenwave.app.cluster.ClusterException;
import org.greenwave.app.cluster.Jvm;
import org.greenwave.app.cluster.Launch;
import org.greenwave.cli.api.Api;
import org.greenwave.cli.api.ApiException;
import org.greenwave.cli.api.Request;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** How the parts of the system are started, and made one system, in a folder of the demo. */
final class DemoSystem {
  static final String ROLE = "tss";
  static final String USER = "greenwave";
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration TO_RECORD = Duration.ofSeconds(90);

  private final DemoOptions options;
  private final Path folder;
  private final Cluster cluster;

  DemoSystem(DemoOptions options, Path folder, Cluster cluster) {
    this.options = options;
    this.folder = folder;
    this.cluster = cluster;
  }

  /** The file in which the field records what its zones measured. */
  Path journal() {
    return folder.resolve("journal.csv");
  }

  private Path fieldSettings() {
    return folder.resolve("field.json");
  }

  Path log(String name) {
    return folder.resolve(name + ".log");
  }

  /** Starts PostgreSQL's keeper, which stops PostgreSQL when it ends. */
  Child startDatabase(String password) throws IOException {
    Path file = folder.resolve("database.password");
    Files.writeString(file, password);
    List<String> arguments =
        List.of(
            "--folder",
            folder.resolve("database").toString(),
            "--port",
            Integer.toString(options.databasePort()),
            "--password-file",
            file.toString(),
            "--stop-with-parent");
    return cluster.start(launch("database", Program.DATABASE, arguments, () -> answers(password)));
  }

  private boolean answers(String password) {
    try (RoleDatabase database = RoleDatabase.open(options.databaseUrl(), USER, password, ROLE)) {
      return !database.hasTables() || database.pulse().isPresent();
    } catch (SQLException e) {
      return false;
    }
  }

  /** Starts the field. */
  Child startField() throws IOException {
    List<String> arguments =
        List.of(
            "--units",
            Integer.toString(options.units()),
            "--base-port",
            Integer.toString(options.fieldPort()),
            "--period",
            Integer.toString(options.periodSeconds()),
            "--time-lapse",
            Double.toString(options.timeLapse()),
            "--journal",
            journal().toString(),
            "--settings",
            fieldSettings().toString());
    return cluster.start(launch("field", Program.FIELD, arguments, this::fieldIsThere));
  }

  private boolean fieldIsThere() {
    try {
      return Api.JSON.readTree(Files.readAllBytes(fieldSettings())).path("units").isArray();
    } catch (IOException | JacksonException e) {
      return false; // not written yet, or only in part
    }
  }

  /** Starts the first server: a system of its own, to which the others come. */
  Child startFirst(String name) throws IOException {
    return cluster.start(server(name, List.of()));
  }

  /** Starts a server that joins with a token of the first one. */
  Child startJoining(String name, Api api) throws IOException, ApiException {
    ObjectNode body = Api.JSON.createObjectNode().put("kind", "directory");
    JsonNode token = api.send(Request.post("/api/v1/servers/tokens", body)).body().path("token");
    String first = options.api(DemoOptions.SERVERS.getFirst());
    return cluster.start(
        server(name, List.of("--join", first, "--token", token.asString(), "--kind", "directory")));
  }

  private Launch server(String name, List<String> more) {
    var arguments = new ArrayList<>(List.of("--name", name, "--data", folder.resolve(name) + ""));
    arguments.addAll(List.of("--port", Integer.toString(options.port(name))));
    arguments.addAll(List.of("--database", "none", "--logins", "off"));
    arguments.addAll(List.of("--https", "off")); // no browser knows this system's authority
    arguments.addAll(more);
    Launch.Readiness ready = () -> healthy(name);
    Optional<Path> recording = options.recording().filter(_ -> name.equals(DemoOptions.RECORDER));
    return recording
        .map(file ->
            new Launch(
                name,
                Jvm.recording(Program.SERVER, arguments, file),
                log(name),
                PATIENCE,
                ready,
                TO_RECORD))
        .orElseGet(() -> launch(name, Program.SERVER, arguments, ready));
  }

  private boolean healthy(String name) {
    try (Api api = new Api(List.of(URI.create(options.api(name))))) {
      return api.get("/health").body().path("alive").asBoolean(false);
    } catch (ApiException e) {
      return false;
    }
  }

  private Launch launch(
      String name, Program program, List<String> arguments, Launch.Readiness ready) {
    return new Launch(name, Jvm.command(program, arguments), log(name), PATIENCE, ready);
  }

  /** Creates the role on alpha > beta > gamma, with the field as its data source. */
  void createRole(Api api, String password) throws ApiException, IOException, ClusterException {
    ObjectNode body = Api.JSON.createObjectNode().put("name", ROLE).put("type", ROLE);
    body.put("description", "Traffic sensors of the simulated field");
    DemoOptions.SERVERS.forEach(body.putArray("servers")::add);
    body.putObject("database")
        .put("url", options.databaseUrl())
        .put("user", USER)
        .put("password", password);
    JsonNode field = Api.JSON.readTree(Files.readAllBytes(fieldSettings()));
    body.putObject("settings").putArray("sources").add(field);
    api.send(Request.post("/api/v1/roles", body));
  }
}
