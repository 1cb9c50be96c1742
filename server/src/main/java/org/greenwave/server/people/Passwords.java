package org.greenwave.server.people;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;
import org.greenwave.directory.people.Hidden;

/**
 * Passwords as Argon2id hashes (RFC 9106), kept in PHC notation: 19 MiB of memory and two passes
 * for each, which makes guessing dear. At most two are reckoned at a time, so that a crowd of
 * logins cannot take the memory from the roles.
 */
public final class Passwords {
  private static final int LEAST = 12;
  private static final int MOST = 200;
  private static final int MEMORY_KIB = 19_456;
  private static final int PASSES = 2;
  private static final int SALT_BYTES = 16;
  private static final int HASH_BYTES = 32;
  private static final String PREFIX = "$argon2id$v=19$m=" + MEMORY_KIB + ",t=" + PASSES + ",p=1$";

  private final SecureRandom chance = new SecureRandom();
  private final Semaphore places = new Semaphore(2);
  private final Hidden nobodys = hash("what is asked for when there is no such account");

  /** What is wrong with a new password; empty when nothing is. */
  public static Optional<String> problem(String password) {
    int length = password.codePointCount(0, password.length());
    return length >= LEAST && length <= MOST
        ? Optional.empty()
        : Optional.of("A password has %d to %d characters.".formatted(LEAST, MOST));
  }

  /** The hash of a password, with salt of its own. */
  public Hidden hash(String password) {
    byte[] salt = new byte[SALT_BYTES];
    chance.nextBytes(salt);
    return new Hidden(PREFIX + base64(salt) + "$" + base64(reckoned(password, salt)));
  }

  /**
   * Whether a password is the one that was hashed.
   *
   * @param hash empty when there is no such account; that takes just as long
   */
  public boolean matches(String password, Optional<Hidden> hash) {
    String[] parts = hash.orElse(nobodys).value().split("\\$", -1);
    byte[] expected = Base64.getDecoder().decode(parts[5]);
    byte[] found = reckoned(password, Base64.getDecoder().decode(parts[4]));
    return MessageDigest.isEqual(expected, found) && hash.isPresent();
  }

  private byte[] reckoned(String password, byte[] salt) {
    Argon2BytesGenerator generator = new Argon2BytesGenerator();
    byte[] hash = new byte[HASH_BYTES];
    places.acquireUninterruptibly();
    try {
      generator.init(
          new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
              .withVersion(Argon2Parameters.ARGON2_VERSION_13)
              .withMemoryAsKB(MEMORY_KIB)
              .withIterations(PASSES)
              .withParallelism(1)
              .withSalt(salt)
              .build());
      generator.generateBytes(password.getBytes(StandardCharsets.UTF_8), hash);
    } finally {
      places.release();
    }
    return hash;
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().withoutPadding().encodeToString(bytes);
  }
}
