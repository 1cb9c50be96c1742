package org.greenwave.server.watch;

import java.nio.charset.StandardCharsets;
import java.security.SignatureException;
import java.util.Optional;
import org.greenwave.server.trust.Holder;
import org.greenwave.server.trust.Holder.Standing;
import org.greenwave.server.trust.Signed;
import org.greenwave.server.trust.Trust;

/**
 * What a death listener says to whoever connects: which process it is, signed, since there is no
 * TLS that would tell. A copy of it proves nothing but that this process ran once.
 *
 * @param incarnation of the process; a later one of the same folder is the greater text
 * @param folderId of the server that has signed it
 */
record Greeting(String server, String incarnation, String folderId) {
  /** The longest line that is read, in characters. */
  static final int LIMIT = 8_192;

  /** As it is said, with the end of the line. */
  String line(Trust trust) {
    Signed signed = trust.seal().sign(bytes());
    return "%s %s %s %s\n".formatted(server, incarnation, signed.certificate(), signed.signature());
  }

  private byte[] bytes() {
    return "greenwave death watch %s %s"
        .formatted(server, incarnation)
        .getBytes(StandardCharsets.UTF_8);
  }

  /** What a line says, when it is signed by the server of which it speaks. */
  static Optional<Greeting> read(String line, Trust trust) {
    String[] words = line.split(" ", -1);
    if (words.length != 4) {
      return Optional.empty();
    }
    Greeting said = new Greeting(words[0], words[1], "");
    try {
      Holder holder = trust.seal().verify(new Signed(words[2], words[3]), said.bytes());
      return Optional.of(new Greeting(words[0], words[1], holder.folderId()))
          .filter(_ -> holder.name().equals(words[0]))
          .filter(_ -> trust.standing(holder) != Standing.FORMER);
    } catch (SignatureException _) {
      return Optional.empty();
    }
  }

  /**
   * Whether this process was started after another one of the same server. A machine that has taken
   * another's place counts its starts from the beginning.
   */
  boolean follows(Greeting earlier) {
    return !folderId.equals(earlier.folderId()) || incarnation.compareTo(earlier.incarnation()) > 0;
  }
}
