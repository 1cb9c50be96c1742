package org.greenwave.server.inheritance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.stream.Stream;
import org.greenwave.directory.Change;
import org.greenwave.directory.Directory;
import org.greenwave.directory.Role;
import org.greenwave.directory.Server;
import org.greenwave.directory.Server.Endpoints;
import org.greenwave.directory.people.Hidden;
import org.greenwave.server.core.ServerFolder;
import org.greenwave.server.export.AuthorityFile;
import org.greenwave.server.export.Export;
import org.greenwave.server.export.ExportException;
import org.greenwave.server.trust.Trust;
import org.greenwave.server.trust.TrustFolder;

/** The way back when all servers are lost: one on a new machine begins with an export. */
public final class Restoration {
  private static final int FOLDER_BYTES = 8;
  private static final int SECRET_BYTES = 32;
  private static final SecureRandom CHANCE = new SecureRandom();

  private final Export export;
  private final SortedSet<String> also;
  private final Server heir;
  private final Estate estate;

  /**
   * Where and as whom the first server begins.
   *
   * @param release the version of the software that it runs
   */
  public record Place(String name, Endpoints endpoints, String release) {}

  /**
   * Looks whether a server can carry the system of an export on.
   *
   * @param also the identities of other systems that are given up for it, such as one that was
   *     restored from the same export and holds the role databases
   * @throws NoInheritanceException when it cannot
   */
  public Restoration(Export export, Place place, SortedSet<String> also, Instant now)
      throws NoInheritanceException {
    this.export = export;
    this.also = also;
    Server recorded = export.directory().servers().get(place.name());
    Server.Kind kind = recorded == null ? Server.Kind.DIRECTORY : recorded.kind();
    heir =
        new Server(
            place.name(),
            kind,
            place.endpoints(),
            place.release(),
            Optional.empty(),
            chance(FOLDER_BYTES));
    Hidden secret = new Hidden(chance(SECRET_BYTES));
    estate =
        Estate.of(
            export.directory(),
            heir,
            new Change.Copy.Export(export.made().truncatedTo(ChronoUnit.SECONDS), secret),
            also,
            now);
  }

  private static String chance(int bytes) {
    byte[] chance = new byte[bytes];
    CHANCE.nextBytes(chance);
    return HexFormat.of().formatHex(chance);
  }

  /**
   * Makes the server's folder; one that was not finished, as when the power failed, is made anew.
   *
   * @throws NoInheritanceException when there is something else in it
   */
  public void into(Path folder) throws IOException, ExportException, NoInheritanceException {
    if (Files.exists(folder) && !empty(folder) && !ServerFolder.isHalfRestored(folder)) {
      throw new NoInheritanceException(
          folder + " is not empty; name an empty folder, or one that is not there yet.");
    }
    try (ServerFolder made = new ServerFolder(folder)) {
      made.beginRestore();
      for (AuthorityFile file : export.authority()) {
        file.writeBelow(made.path());
      }
      long since = estate.directory().version();
      Trust.certify(new TrustFolder(made.path()), heir, since, Trust.LIFE);
      estate.moveInto(made);
      made.endRestore();
    }
  }

  private static boolean empty(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return false;
    }
    try (Stream<Path> inside = Files.list(folder)) {
      return inside.findAny().isEmpty();
    }
  }

  /** What is to be done after it, and what is lost; a sentence each. */
  public List<String> remains() {
    List<String> remains = new ArrayList<>(Estate.givenUp(also));
    for (String server : estate.directory().heritage().lost()) {
      remains.add("Lost is %s: greenwave token --replaces %s".formatted(server, server));
    }
    Directory before = export.directory();
    for (Server server : before.servers().values()) {
      server
          .database()
          .map(Role.Database::url)
          .ifPresent(url ->
              before.roles().values().stream()
                  .filter(role -> role.database().url().equals(url))
                  .forEach(role ->
                      remains.add(
                          "The database of %s was kept by %s itself; give the role another one."
                              .formatted(role.name(), server.name()))));
    }
    remains.add("All sessions have ended; accounts, their passwords, and keys are as they were.");
    return remains;
  }
}
