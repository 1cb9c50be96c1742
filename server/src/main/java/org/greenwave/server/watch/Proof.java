package org.greenwave.server.watch;

import java.nio.charset.StandardCharsets;
import java.security.SignatureException;
import java.util.Optional;
import org.greenwave.server.trust.Holder;
import org.greenwave.server.trust.Holder.Standing;
import org.greenwave.server.trust.Signed;
import org.greenwave.server.trust.Trust;

/**
 * By which a watcher shows who it is: it signs what the watched process asks of this connection
 * alone, so that a copy proves nothing on another one.
 *
 * @param watched the server
 * @param incarnation the watched process
 * @param challenge what it asks
 */
record Proof(String watched, String incarnation, String challenge) {
  /** As a watcher says it, with the end of the line. */
  String line(String watcher, Trust trust) {
    Signed signed = trust.seal().sign(bytes(watcher));
    return "%s %s %s\n".formatted(watcher, signed.certificate(), signed.signature());
  }

  private byte[] bytes(String watcher) {
    return "greenwave death watcher %s of %s %s %s"
        .formatted(watcher, watched, incarnation, challenge)
        .getBytes(StandardCharsets.UTF_8);
  }

  /** The name of the watcher who says a line; empty when that proves nothing. */
  Optional<String> watcher(String line, Trust trust) {
    String[] words = line.split(" ", -1);
    if (words.length != 3) {
      return Optional.empty();
    }
    try {
      Holder holder = trust.seal().verify(new Signed(words[1], words[2]), bytes(words[0]));
      return Optional.of(words[0])
          .filter(holder.name()::equals)
          .filter(_ -> trust.standing(holder) != Standing.FORMER);
    } catch (SignatureException _) {
      return Optional.empty();
    }
  }
}
