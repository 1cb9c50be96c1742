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
 * @param incarnation of the process; a later one of the same server is the greater text
 */
record Greeting(String server, String incarnation) {
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
    return words.length == 4
        ? Optional.of(new Greeting(words[0], words[1]))
            .filter(said -> said.by(new Signed(words[2], words[3]), trust))
        : Optional.empty();
  }

  private boolean by(Signed signed, Trust trust) {
    try {
      Holder holder = trust.seal().verify(signed, bytes());
      return holder.name().equals(server) && trust.standing(holder) != Standing.FORMER;
    } catch (SignatureException _) {
      return false;
    }
  }

  /** Whether this process was started after another one of the same server. */
  boolean follows(String earlier) {
    return incarnation.compareTo(earlier) > 0;
  }
}
