package org.greenwave.server.inheritance;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.function.Predicate;
import org.greenwave.directory.Change;
import org.greenwave.directory.Directory;
import org.greenwave.directory.Server;
import org.greenwave.server.config.Build;
import org.greenwave.server.core.ServerFolder;
import org.greenwave.server.core.ServerFolder.Membership;
import org.greenwave.server.log.LogCopy;
import org.greenwave.server.log.UnreadableEntryException;

/**
 * The way back when the majority of the Directory servers is lost for good: one that is left goes
 * on alone, from its own copy, as another system. Holds the server's folder until it is closed.
 */
public final class Recovery implements AutoCloseable {
  private static final int CONNECT_MILLIS = 2_000;

  /** A copy that a running server of a living Directory keeps is never so old. */
  private static final Duration OLD = Duration.ofMinutes(10);

  private final ServerFolder folder;
  private final Membership membership;
  private final LogCopy copy;
  private final SortedSet<String> also;
  private final Estate estate;
  private final Instant now;

  private Recovery(
      ServerFolder folder, SortedSet<String> also, InstantSource clock, Predicate<Server> answers)
      throws IOException, NoInheritanceException {
    this.folder = folder;
    this.also = also;
    now = clock.instant();
    membership = membership(folder);
    copy = copy(folder, membership);
    Server heir = heir(copy.directory(), membership);
    estate = Estate.of(copy.directory(), heir, new Change.Copy.Own(), also, now);
    demandLost(answers);
  }

  /**
   * Looks whether the server in a folder can carry its system on.
   *
   * @param also the identities of other systems that are given up for it, such as one that another
   *     server was left to carry on
   * @throws IOException when the folder cannot be used, as when the server runs
   * @throws NoInheritanceException when it cannot
   */
  public static Recovery of(Path folder, SortedSet<String> also, InstantSource clock)
      throws IOException, NoInheritanceException {
    return of(folder, also, clock, Recovery::answers);
  }

  static Recovery of(
      Path folder, SortedSet<String> also, InstantSource clock, Predicate<Server> answers)
      throws IOException, NoInheritanceException {
    if (!Files.exists(folder.resolve("membership.json"))) {
      throw new NoInheritanceException(
          folder
              + " is not the folder of a server; name the one that the server was started with.");
    }
    ServerFolder taken = new ServerFolder(folder);
    try {
      return new Recovery(taken, also, clock, answers);
    } catch (IOException | NoInheritanceException | RuntimeException refused) {
      taken.close();
      throw refused;
    }
  }

  private static Membership membership(ServerFolder folder)
      throws IOException, NoInheritanceException {
    Membership found =
        folder
            .membership()
            .orElseThrow(() -> new NoInheritanceException("The folder belongs to no system."));
    if (found.expelled().isPresent()) {
      throw new NoInheritanceException(
          found.expelled().get() + " So this folder's copy of the Directory is not to be used.");
    }
    if (!found.kind().votes()) {
      throw new NoInheritanceException(
          ("%s is an expansion server, which keeps no copy of the Directory; do this on a Directory"
                  + " server that is left, or restore an export.")
              .formatted(found.name()));
    }
    return found;
  }

  private static LogCopy copy(ServerFolder folder, Membership membership)
      throws IOException, NoInheritanceException {
    try {
      return LogCopy.read(
          ServerFolder.log(folder.path(), membership.systemId()),
          membership.systemId(),
          Build.THIS.levels());
    } catch (UnreadableEntryException | IllegalStateException unusable) {
      throw new NoInheritanceException(String.valueOf(unusable.getMessage()));
    }
  }

  private static Server heir(Directory directory, Membership membership)
      throws NoInheritanceException {
    return Optional.ofNullable(directory.servers().get(membership.name()))
        .filter(server -> server.folderId().equals(membership.folderId()))
        .orElseThrow(() ->
            new NoInheritanceException(
                ("The copy of the Directory in this folder does not have %s among its servers, so"
                     + " it was never complete; do this on another server, or restore an export.")
                    .formatted(membership.name())));
  }

  /** While a majority can be had, the system has to be brought back, not succeeded. */
  private void demandLost(Predicate<Server> answers) throws NoInheritanceException {
    List<String> all = copy.directory().directoryServers();
    List<String> there =
        copy.directory().servers().values().stream()
            .filter(server -> all.contains(server.name()))
            .filter(server -> !server.name().equals(membership.name()))
            .filter(answers)
            .map(Server::name)
            .toList();
    if (2 * (there.size() + 1) > all.size()) {
      throw new NoInheritanceException(
          ("%s answers, and with this server that is a majority of %d: the Directory is not lost."
                  + " Start this server as usual; only if the other can really not be used any"
                  + " more, stop it first.")
              .formatted(String.join(" and ", there), all.size()));
    }
  }

  private static boolean answers(Server server) {
    try (Socket socket = new Socket()) {
      socket.connect(
          new InetSocketAddress(server.endpoints().host(), server.endpoints().consensus()),
          CONNECT_MILLIS);
      return true;
    } catch (IOException _) {
      return false;
    }
  }

  /** The server that carries the system on. */
  public String heir() {
    return membership.name();
  }

  /** What will be done, and what may be lost by it; a sentence each. */
  public List<String> plan() {
    Directory before = copy.directory();
    List<String> others =
        before.servers().keySet().stream().filter(it -> !it.equals(heir())).toList();
    List<String> plan = new ArrayList<>();
    plan.add(
        "%s goes on alone, as a new system, from its own copy of the Directory: version %d."
            .formatted(heir(), before.version()));
    plan.add(
        "The copy was written last at %s. What the other servers have agreed on since then, or"
                .formatted(copy.written().truncatedTo(ChronoUnit.SECONDS))
            + " just before without %s, is lost: edits, accounts, keys, ended sessions, history."
                .formatted(heir()));
    if (Duration.between(copy.written(), now).compareTo(OLD) > 0) {
      plan.add(
          ("WARNING: that is %s ago. If the others went on without %s after that, much may be lost;"
                  + " an export or another server's folder may be newer.")
              .formatted(ago(Duration.between(copy.written(), now)), heir()));
    }
    plan.add(
        ("%s stay in the record as lost, with their places, until other machines take these. Do not"
                + " start the old ones again; should they come back all the same, nothing lets them"
                + " in, and what they host ends as %s takes the role databases over.")
            .formatted(String.join(", ", others), heir()));
    plan.addAll(Estate.givenUp(also));
    plan.add(
        "Accounts, keys and sessions stay good. The old log stays in %s."
            .formatted(ServerFolder.log(folder.path(), membership.systemId())));
    return plan;
  }

  private static String ago(Duration since) {
    return since.toDays() > 1
        ? since.toDays() + " days"
        : since.toHours() > 1 ? since.toHours() + " hours" : since.toMinutes() + " minutes";
  }

  /** Does it. */
  public void carryOut() throws IOException {
    estate.moveInto(folder);
  }

  @Override
  public void close() throws IOException {
    folder.close();
  }
}
