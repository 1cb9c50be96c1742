package org.greenwave.database.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * The user that PostgreSQL runs as. It refuses to run as root; so root hands it to the owner of an
 * existing data folder, or to the user nobody (65534), by {@code setpriv}, which works without user
 * name spaces. Anybody else runs it directly.
 *
 * @param uid the user's number
 * @param gid the group's number
 * @param switched whether this process is root and has to change the user
 */
record ProcessUser(int uid, int gid, boolean switched) {
  private static final int NOBODY = 65_534;
  private static final Path SETPRIV = Path.of("/usr/bin/setpriv");
  private static final Path SETSID = Path.of("/usr/bin/setsid");

  static boolean isRoot() {
    try {
      return uidOf(Path.of("/proc/self/")) == 0;
    } catch (IOException | UnsupportedOperationException e) {
      return false;
    }
  }

  /** Chooses the user for a data folder, which need not exist yet. */
  static ProcessUser forData(Path data) throws IOException {
    boolean exists = Files.exists(data);
    if (!isRoot()) {
      ProcessUser self = new ProcessUser(uidOf(Path.of("/proc/self/")), 0, false);
      if (exists && uidOf(data) != self.uid()) {
        throw new EmbeddedPostgresException(
            "The database in %s belongs to user number %d, not to %d; start as that user."
                .formatted(data, uidOf(data), self.uid()));
      }
      return self;
    }
    if (!Files.isExecutable(SETPRIV)) {
      throw new EmbeddedPostgresException(
          "PostgreSQL does not run as root and /usr/bin/setpriv is missing; install util-linux or"
              + " start as another user.");
    }
    return exists && uidOf(data) != 0
        ? new ProcessUser(uidOf(data), gidOf(data), true)
        : new ProcessUser(NOBODY, NOBODY, true);
  }

  /**
   * The command, run as this user and in a session of its own: Ctrl-C in the terminal of the
   * program that started PostgreSQL must not stop the database before that program has ended.
   */
  List<String> command(List<String> program) {
    List<String> command = new ArrayList<>();
    if (Files.isExecutable(SETSID)) {
      command.add(SETSID.toString());
    }
    if (switched) {
      command.addAll(
          List.of(
              SETPRIV.toString(),
              "--reuid=" + uid,
              "--regid=" + gid,
              "--clear-groups",
              "--inh-caps=-all"));
    }
    command.addAll(program);
    return command;
  }

  /** Gives a file or folder to this user. */
  void own(Path path) throws IOException {
    if (switched) {
      Files.setAttribute(path, "unix:uid", uid);
      Files.setAttribute(path, "unix:gid", gid);
    }
  }

  /** Refuses a folder that this user cannot reach, and names the parent that is in the way. */
  void checkReach(Path folder) throws IOException {
    if (switched) {
      Optional<Path> closed = closedParent(folder.toRealPath());
      if (closed.isPresent()) {
        throw new EmbeddedPostgresException(
            ("User number %d, which runs PostgreSQL for root, cannot search %s;"
                    + " choose a folder elsewhere than %s or run: chmod o+x %s")
                .formatted(uid, closed.get(), folder, closed.get()));
      }
    }
  }

  private Optional<Path> closedParent(Path folder) throws IOException {
    List<Path> parents = new ArrayList<>();
    for (Path at = folder; at != null; at = at.getParent()) {
      parents.addFirst(at);
    }
    for (Path at : parents) {
      if (!searchable(at)) {
        return Optional.of(at);
      }
    }
    return Optional.empty();
  }

  private boolean searchable(Path folder) throws IOException {
    Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(folder);
    if (uidOf(folder) == uid) {
      return permissions.contains(PosixFilePermission.OWNER_EXECUTE);
    }
    return permissions.contains(
        gidOf(folder) == gid
            ? PosixFilePermission.GROUP_EXECUTE
            : PosixFilePermission.OTHERS_EXECUTE);
  }

  private static int uidOf(Path path) throws IOException {
    return number(path, "uid");
  }

  private static int gidOf(Path path) throws IOException {
    return number(path, "gid");
  }

  private static int number(Path path, String attribute) throws IOException {
    Map<String, Object> found = Files.readAttributes(path, "unix:" + attribute);
    return (Integer) Objects.requireNonNull(found.get(attribute));
  }
}
