package org.greenwave.server.trust;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.greenwave.directory.Directory;
import org.greenwave.directory.Server;

/**
 * Whom a certificate names.
 *
 * @param name the server's name
 * @param folderId see {@link Server#folderId}
 * @param since the version of the Directory from which on it records this server
 */
public record Holder(String name, String folderId, long since) {
  /** What a Directory says of the holder of a certificate. */
  public enum Standing {
    /** It is one of the system's servers. */
    MEMBER,
    /** It was let in later than what this Directory knows of. */
    NOT_KNOWN_YET,
    /** It was removed, or another machine has taken its place. */
    FORMER
  }

  private static final String PREFIX = "urn:greenwave:";
  private static final int PARTS = 3;
  private static final int URI = 6;

  /** A server that a Directory records from a version on. */
  static Holder of(Server server, long since) {
    return new Holder(server.name(), server.folderId(), since);
  }

  /** Whom a certificate names; nobody when it is no certificate of a server. */
  public static Optional<Holder> of(X509Certificate certificate) {
    try {
      Collection<List<?>> names = certificate.getSubjectAlternativeNames();
      return names == null
          ? Optional.empty()
          : names.stream()
              .filter(name -> name.getFirst().equals(URI))
              .map(name -> String.valueOf(name.get(1)))
              .filter(uri -> uri.startsWith(PREFIX))
              .findFirst()
              .flatMap(Holder::parse);
    } catch (CertificateParsingException _) {
      return Optional.empty();
    }
  }

  private static Optional<Holder> parse(String uri) {
    String[] parts = uri.substring(PREFIX.length()).split(":", -1);
    try {
      return parts.length == PARTS
          ? Optional.of(new Holder(parts[0], parts[1], Long.parseLong(parts[2])))
          : Optional.empty();
    } catch (NumberFormatException _) {
      return Optional.empty();
    }
  }

  /** As it stands in a certificate. */
  String uri() {
    return PREFIX + name + ":" + folderId + ":" + since;
  }

  /** Whether it is this server, of this folder. */
  public boolean is(Server server) {
    return name.equals(server.name()) && folderId.equals(server.folderId());
  }

  /** Whether a Directory records it. */
  public Standing in(Directory directory) {
    Server recorded = directory.servers().get(name);
    if (recorded != null && is(recorded)) {
      return Standing.MEMBER;
    }
    return directory.version() < since ? Standing.NOT_KNOWN_YET : Standing.FORMER;
  }
}
