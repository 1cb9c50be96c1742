package org.greenwave.server.watch;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;

/**
 * What watchers are asked to sign: never the same twice, and not to be guessed. It is counted and
 * digested, since a thread with {@link OwnFiles} cannot read the system's source of chance.
 */
final class Challenges {
  /** The longest challenge that is signed, in characters. */
  static final int LIMIT = 64;

  private static final int SECRET_BYTES = 32;

  private final MessageDigest digest;
  private final byte[] secret = new byte[SECRET_BYTES];
  private long count;

  /** Draws a secret. Not to be called by a thread with files of its own. */
  Challenges() {
    new SecureRandom().nextBytes(secret);
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException("Every Java has SHA-256", missing);
    }
  }

  /** The next one: a word. */
  String next() {
    digest.update(secret);
    digest.update(ByteBuffer.allocate(Long.BYTES).putLong(0, ++count));
    return new BigInteger(1, digest.digest()).toString(16);
  }
}
