package org.greenwave.directory.notice;

import org.greenwave.directory.Directory;
import org.greenwave.directory.Role;
import org.greenwave.directory.failover.Finding;

/** What is told when something is over. */
final class Ending {
  private static final String ROLE = "role ";
  private static final String SERVER = "server ";

  private Ending() {}

  static Telling of(Ongoing known, Directory directory) {
    return new Telling(
        known.kind(), Phase.OVER, known.severity(), known.about(), sentence(known, directory), "");
  }

  private static String sentence(Ongoing known, Directory directory) {
    String about = known.about();
    if (about.startsWith(ROLE)) {
      return ofRole(known.kind(), about.substring(ROLE.length()), directory);
    }
    if (about.startsWith(Finding.HTTPS)) {
      String server = about.substring(Finding.HTTPS.length());
      return directory.servers().containsKey(server)
          ? "The certificate for HTTPS on " + server + " is good for longer again."
          : gone(server);
    }
    return about.startsWith(SERVER)
        ? ofServer(known.kind(), about.substring(SERVER.length()), directory)
        : words(known.kind(), about);
  }

  private static String ofRole(NoticeKind kind, String name, Directory directory) {
    Role role = directory.roles().get(name);
    if (role == null) {
      return "There is no role " + name + " any more.";
    }
    return role.active() ? words(kind, name) : name + " is deactivated.";
  }

  private static String ofServer(NoticeKind kind, String name, Directory directory) {
    if (!directory.servers().containsKey(name)) {
      return gone(name);
    }
    boolean maintained = directory.maintenance().containsKey(name);
    return maintained && kind == NoticeKind.SERVER_LOST
        ? name + " is in maintenance."
        : words(kind, name);
  }

  private static String gone(String server) {
    return server + " is no server of the system any more.";
  }

  private static String words(NoticeKind kind, String name) {
    return switch (kind) {
      case NO_HOST -> name + " has a working host again.";
      case NO_STANDBY -> name + " has a usable standby again.";
      case DATABASE_LOST -> "The database of " + name + " can be written by its host again.";
      case SERVER_LOST -> name + " is online again.";
      case DIRECTORY_WEAK -> "The Directory would survive the loss of a server again.";
      case NO_LEADER -> "A leader of the Directory is heard again.";
      case FLAP_GUARD -> "The flap guard does not hold " + name + " back any more.";
      case HELD_BACK -> name + " is not kept from the last Directory majority any more.";
      case DISK -> "The data disk of " + name + " has room again.";
      case CERTIFICATE -> "The certificate of " + name + " is good for longer again.";
      case FAILOVER, MOVE, TEST -> name + ": it is over.";
    };
  }
}
