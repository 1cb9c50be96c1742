package org.greenwave.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.greenwave.cli.api.Api;
import org.greenwave.cli.api.Request;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.node.ObjectNode;

/** Creates a role. The password of its database never stands on the command line. */
@Command(name = "create", description = "Create a role.")
final class RoleCreateCommand implements Callable<Integer> {
  private static final long LARGEST_SETTINGS = 4L << 20;

  @Mixin private final Connection connection = new Connection();

  @Parameters(paramLabel = "ROLE", description = "The new role's name.")
  private String role = "";

  @Option(names = "--type", defaultValue = "tss", description = "Its type (default tss).")
  private String type = "tss";

  @Option(
      names = "--servers",
      required = true,
      split = ",",
      paramLabel = "SERVER",
      description = "Its servers in order of priority, the primary first.")
  private List<String> servers = new ArrayList<>();

  @Option(
      names = "--database",
      paramLabel = "JDBC-URL",
      description =
          "Its database, such as jdbc:postgresql://db.example/greenwave; without it the local one"
              + " of the first server that keeps one.")
  private Optional<String> database = Optional.empty();

  @Option(
      names = "--user",
      paramLabel = "USER",
      description = "The database user, if it is not greenwave.")
  private Optional<String> user = Optional.empty();

  @Option(
      names = "--password-file",
      paramLabel = "FILE",
      description =
          "Holds the password; without it GREENWAVE_DATABASE_PASSWORD counts. Not needed for a"
              + " database that the servers know.")
  private Optional<Path> passwordFile = Optional.empty();

  @Option(names = "--description", defaultValue = "", description = "What it is for.")
  private String description = "";

  @Option(
      names = "--settings",
      paramLabel = "FILE",
      description = "Its settings, a JSON file; without it the type's own.")
  private Optional<Path> settings = Optional.empty();

  @Option(names = "--force", description = "Force execution on highest priority server.")
  private boolean force;

  @Override
  public Integer call() throws Exception {
    ObjectNode body = body();
    try (Api api = connection.open()) {
      return RoleCommand.show(connection, api.send(Request.post("/api/v1/roles", body)));
    }
  }

  private ObjectNode body() throws IOException, BadInputException {
    ObjectNode body = Api.JSON.createObjectNode().put("name", role).put("type", type);
    servers.forEach(body.putArray("servers")::add);
    if (database.isPresent()) {
      ObjectNode where = body.putObject("database").put("url", database.get());
      user.ifPresent(name -> where.put("user", name));
      password().ifPresent(password -> where.put("password", password));
    }
    if (!description.isEmpty()) {
      body.put("description", description);
    }
    if (force) {
      body.put("forceHighestPriority", true);
    }
    if (settings.isPresent()) {
      addSettings(body, settings.get());
    }
    return body;
  }

  private Optional<String> password() throws IOException {
    return passwordFile.isPresent()
        ? Optional.of(Files.readString(passwordFile.get()).strip())
        : Optional.ofNullable(System.getenv("GREENWAVE_DATABASE_PASSWORD"));
  }

  private static void addSettings(ObjectNode body, Path file)
      throws IOException, BadInputException {
    if (Files.size(file) > LARGEST_SETTINGS) {
      throw new BadInputException(file + " is larger than settings can be (4 MB).");
    }
    try {
      body.set("settings", Api.JSON.readTree(Files.readAllBytes(file)));
    } catch (JacksonException e) {
      throw new BadInputException(file + " is not JSON: " + e.getOriginalMessage() + ".");
    }
  }
}
