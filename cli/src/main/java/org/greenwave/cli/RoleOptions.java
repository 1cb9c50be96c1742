package org.greenwave.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.greenwave.cli.api.Api;
import picocli.CommandLine.Option;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.node.ObjectNode;

/** What a role is made or changed to. The password never stands on the command line. */
final class RoleOptions {
  private static final int LARGEST_SETTINGS = 4 << 20;

  @Option(
      names = "--database",
      paramLabel = "JDBC-URL",
      description =
          "Its database, such as jdbc:postgresql://db.example/greenwave; a new role without it gets"
              + " the local one of the first server that keeps one.")
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
          "Holds the password; without it GREENWAVE_DATABASE_PASSWORD counts when database or user"
              + " is given. Not needed for a database that the servers know.")
  private Optional<Path> passwordFile = Optional.empty();

  @Option(names = "--description", description = "What it is for.")
  private Optional<String> description = Optional.empty();

  @Option(
      names = "--settings",
      paramLabel = "FILE",
      description =
          "Its settings, a JSON file, - for standard input; a new role without it gets the type's"
              + " own. 'greenwave role show ROLE --settings' shows them.")
  private Optional<Path> settings = Optional.empty();

  /** Adds what was given to a request. */
  void addTo(ObjectNode body) throws IOException, BadInputException {
    ObjectNode where = Api.JSON.createObjectNode();
    database.ifPresent(url -> where.put("url", url));
    user.ifPresent(name -> where.put("user", name));
    password(!where.isEmpty()).ifPresent(password -> where.put("password", password));
    if (!where.isEmpty()) {
      body.set("database", where);
    }
    description.ifPresent(text -> body.put("description", text));
    if (settings.isPresent()) {
      addSettings(body, settings.get());
    }
  }

  /** One in the environment may be for something else, when nothing of a database is given. */
  private Optional<String> password(boolean wanted) throws IOException {
    if (passwordFile.isPresent()) {
      return Optional.of(Files.readString(passwordFile.get()).strip());
    }
    return Optional.ofNullable(System.getenv("GREENWAVE_DATABASE_PASSWORD")).filter(_ -> wanted);
  }

  private static void addSettings(ObjectNode body, Path file)
      throws IOException, BadInputException {
    byte[] text = read(file);
    if (text.length > LARGEST_SETTINGS) {
      throw new BadInputException(file + " is larger than settings can be (4 MB).");
    }
    try {
      body.set("settings", Api.JSON.readTree(text));
    } catch (JacksonException e) {
      throw new BadInputException(file + " is not JSON: " + e.getOriginalMessage() + ".");
    }
  }

  private static byte[] read(Path file) throws IOException {
    if (file.toString().equals("-")) {
      return System.in.readNBytes(LARGEST_SETTINGS + 1);
    }
    try (var in = Files.newInputStream(file)) {
      return in.readNBytes(LARGEST_SETTINGS + 1);
    }
  }
}
