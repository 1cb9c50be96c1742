package org.greenwave.server.trust;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.greenwave.server.log.Synced;

/**
 * The folder {@code trust} of a server, all of it PEM files that only its owner may read.
 *
 * <ul>
 *   <li>{@code system-authority.pem}, {@code directory-authority.pem}: the authorities'
 *       certificates; a server outside the Directory has only the first
 *   <li>{@code system-authority.key}, {@code directory-authority.key}: their private keys, on
 *       Directory servers only
 *   <li>{@code server.pem}, {@code directory.pem}: this server's own key and certificate under each
 * </ul>
 */
public final class TrustFolder {
  /** The two authorities of a system. */
  enum Realm {
    SYSTEM("system-authority", "server.pem"),
    DIRECTORY("directory-authority", "directory.pem");

    private final String authority;
    private final String own;

    Realm(String authority, String own) {
      this.authority = authority;
      this.own = own;
    }
  }

  private static final String KEY = ".key";
  private static final String CERTIFICATE = ".pem";

  private final Path folder;

  /** The folder of the server that has this one. */
  public TrustFolder(Path serverFolder) {
    folder = serverFolder.resolve("trust");
  }

  private static FileAttribute<?> mode(String permissions) {
    return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions));
  }

  /** The files that make a Directory server able to vouch for others, whether there or not. */
  public List<Path> authorityFiles() {
    return List.of(
        folder.resolve(Realm.SYSTEM.authority + CERTIFICATE),
        folder.resolve(Realm.SYSTEM.authority + KEY),
        folder.resolve(Realm.DIRECTORY.authority + CERTIFICATE),
        folder.resolve(Realm.DIRECTORY.authority + KEY));
  }

  /** Takes away what would let the folder's owner vouch for servers. */
  public void forgetAuthority() throws IOException {
    for (Path file : authorityFiles()) {
      if (file.toString().endsWith(KEY)) {
        Files.deleteIfExists(file);
      }
    }
  }

  /** Takes away everything. */
  void forget() throws IOException {
    if (Files.exists(folder)) {
      for (Path file : authorityFiles()) {
        Files.deleteIfExists(file);
      }
      for (Realm realm : Realm.values()) {
        Files.deleteIfExists(folder.resolve(realm.own));
      }
    }
  }

  void write(Realm realm, Authority authority) throws IOException {
    write(realm, authority.certificate());
    write(realm.authority + KEY, Pem.text(authority.key()));
  }

  void write(Realm realm, X509Certificate authority) throws IOException {
    write(realm.authority + CERTIFICATE, Pem.text(authority));
  }

  void write(Realm realm, Credential own) throws IOException {
    write(realm.own, Pem.text(own.certificate()) + Pem.text(own.key()));
  }

  /** The certificate of an authority. */
  Optional<X509Certificate> certificate(Realm realm) throws IOException {
    return read(realm.authority + CERTIFICATE, Pem::certificate);
  }

  /** An authority with its key, if this server has it. */
  Optional<Authority> authority(Realm realm) throws IOException {
    Optional<X509Certificate> certificate = certificate(realm);
    return certificate.isEmpty()
        ? Optional.empty()
        : read(
            realm.authority + KEY, text -> new Authority(certificate.get(), Pem.privateKey(text)));
  }

  /** This server's own. */
  Optional<Credential> own(Realm realm) throws IOException {
    Optional<X509Certificate> authority = certificate(realm);
    return authority.isEmpty()
        ? Optional.empty()
        : read(
            realm.own,
            text ->
                new Credential(
                    Pem.privateKey(text), List.of(Pem.certificate(text), authority.get())));
  }

  private interface Reading<T> {
    T of(String text) throws GeneralSecurityException;
  }

  private <T> Optional<T> read(String name, Reading<T> reading) throws IOException {
    Path file = folder.resolve(name);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(reading.of(Files.readString(file)));
    } catch (GeneralSecurityException spoilt) {
      throw new IOException(
          "The file %s is spoilt (%s); put back a copy of it, or let the server join anew."
              .formatted(file, spoilt.getMessage()),
          spoilt);
    }
  }

  /** Replaces a file so that a crash leaves the old one or the new one, synced to disk. */
  private void write(String name, String text) throws IOException {
    if (!Files.exists(folder)) {
      Files.createDirectories(folder, mode("rwx------"));
    }
    Path partial = folder.resolve(name + ".partial");
    Files.deleteIfExists(partial);
    try (FileChannel out =
        FileChannel.open(
            partial,
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            mode("rw-------"))) {
      Synced.write(out, text.getBytes(StandardCharsets.US_ASCII));
    }
    Files.move(partial, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
  }
}
