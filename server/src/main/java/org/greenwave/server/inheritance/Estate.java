package org.greenwave.server.inheritance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.greenwave.directory.Change;
import org.greenwave.directory.Directory;
import org.greenwave.directory.Directory.Stamp;
import org.greenwave.directory.Outcome;
import org.greenwave.directory.Refusal;
import org.greenwave.directory.Server;
import org.greenwave.directory.audit.Author;
import org.greenwave.server.core.ServerFolder;
import org.greenwave.server.core.ServerFolder.Membership;
import org.greenwave.server.log.LogSeed;

/**
 * A system that goes on as another one, before it is put into its first server's folder.
 *
 * @param directory the record that it begins with
 * @param heir the server that keeps it at first
 */
record Estate(Directory directory, Server heir) {
  private static final String AUTHOR = "the command line on ";
  private static final Pattern IDENTITY =
      Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

  /**
   * What becomes of a copy of the Directory.
   *
   * @param also the identities of other systems that are given up for it
   * @throws NoInheritanceException when the rules refuse it
   */
  static Estate of(
      Directory copy, Server heir, Change.Copy how, SortedSet<String> also, Instant now)
      throws NoInheritanceException {
    demandIdentities(also);
    Change change = new Change.Inherited(UUID.randomUUID().toString(), heir, how, also);
    Author author = new Author(AUTHOR + heir.name(), heir.endpoints().host(), List.of());
    return switch (copy.apply(change, new Stamp(now, 0, Optional.of(author)))) {
      case Outcome.Accepted(Directory after) -> new Estate(after, heir);
      case Outcome.Refused(List<Refusal> reasons) ->
          throw new NoInheritanceException(
              reasons.stream().map(Refusal::sentence).collect(Collectors.joining(" ")));
    };
  }

  /** A mistyped one would let the restored system find its databases taken once more. */
  private static void demandIdentities(SortedSet<String> also) throws NoInheritanceException {
    for (String identity : also) {
      if (!IDENTITY.matcher(identity).matches()) {
        throw new NoInheritanceException(
            ("'%s' is not the identity of a system; give it as the role says that its database"
                    + " belongs to it, without the word Directory.")
                .formatted(identity));
      }
    }
  }

  /** What it means that other systems are given up; empty when none is. */
  static List<String> givenUp(SortedSet<String> also) {
    return also.isEmpty()
        ? List.of()
        : List.of(
            ("Given up for it: Directory %s. What still runs of that writes nothing any more as"
                    + " soon as this system has taken its role databases over, and is let in to"
                    + " nothing.")
                .formatted(String.join(", ", also)));
  }

  /**
   * Puts it into a folder. Until the last stroke, by which the folder says whose it is, the folder
   * is what it was; so this may end at any point and be done again.
   */
  void moveInto(ServerFolder folder) throws IOException {
    Path log = folder.newLog(directory.id());
    LogSeed.write(log, heir, directory);
    own(folder.path(), log);
    folder.remember(directory);
    folder.record(new Membership(directory.id(), heir));
    own(folder.path(), folder.path());
  }

  /** Root may do this for the account that runs the server, which has to read it all. */
  private static void own(Path folder, Path below) throws IOException {
    UserPrincipal owner = Files.getOwner(folder);
    boolean shallow = folder.equals(below);
    try (Stream<Path> all = Files.walk(below, shallow ? 1 : Integer.MAX_VALUE)) {
      for (Path path : all.toList()) {
        boolean ours = !shallow || Files.isRegularFile(path);
        if (ours && !Files.getOwner(path).equals(owner)) {
          Files.setOwner(path, owner);
        }
      }
    }
  }
}
