package org.greenwave.server.join;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Join tokens are kept as digests only: who reads the Directory cannot join with what it holds. */
public final class Tokens {
  private static final Pattern WHOLE = Pattern.compile("([0-9a-f]{48})\\.([0-9a-f]{64})");

  /**
   * A join token, taken apart.
   *
   * @param secret what lets a server in
   * @param pin the fingerprint of the authority of the system that it lets in to
   */
  public record Whole(String secret, String pin) {
    /** As it is given to people; {@link Tokens#whole} reads it. */
    @Override
    public String toString() {
      return secret + "." + pin;
    }
  }

  private Tokens() {}

  /** The parts of a join token; empty when something is missing from it. */
  public static Optional<Whole> whole(String token) {
    Matcher parts = WHOLE.matcher(token.strip());
    return parts.matches()
        ? Optional.of(new Whole(parts.group(1), parts.group(2)))
        : Optional.empty();
  }

  /** The SHA-256 of a token, in hexadecimal. */
  public static String hash(String token) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(token.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException("Every Java has SHA-256", missing);
    }
  }
}
