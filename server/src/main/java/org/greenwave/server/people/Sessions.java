package org.greenwave.server.people;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.greenwave.directory.people.Account;
import org.greenwave.directory.people.Hidden;

/** Sessions as tokens: what they say, signed with the system's secret (HMAC-SHA-256). */
public final class Sessions {
  /** How long a session lasts unless it is renewed: longer than a shift. */
  public static final Duration LIFE = Duration.ofHours(12);

  private static final String PREFIX = "gws_";
  private static final int ID_BYTES = 16;
  private static final int LONGEST_TOKEN = 500;
  private static final Base64.Encoder TO_TEXT = Base64.getUrlEncoder().withoutPadding();

  private final SecureRandom chance = new SecureRandom();

  /** A new session of an account. */
  public Session begin(Account account, Instant now) {
    byte[] id = new byte[ID_BYTES];
    chance.nextBytes(id);
    return new Session(
        HexFormat.of().formatHex(id), account.name(), account.epoch(), now.plus(LIFE));
  }

  /** The same session, for its whole life from now on. */
  public Session renewed(Session session, Instant now) {
    return new Session(session.id(), session.account(), session.epoch(), now.plus(LIFE));
  }

  /** The token that stands for a session. */
  public String token(Session session, Hidden secret) {
    String said =
        String.join(
            "|",
            session.id(),
            session.account(),
            Long.toString(session.epoch()),
            Long.toString(session.expires().toEpochMilli()));
    byte[] bytes = said.getBytes(StandardCharsets.UTF_8);
    return PREFIX
        + TO_TEXT.encodeToString(bytes)
        + "."
        + TO_TEXT.encodeToString(sign(bytes, secret));
  }

  /** The session that a token stands for, if this system has signed it. */
  public Optional<Session> read(String token, Hidden secret) {
    int dot = token.indexOf('.');
    boolean shaped = token.startsWith(PREFIX) && dot > 0 && token.length() <= LONGEST_TOKEN;
    if (!shaped || secret.value().isEmpty()) {
      return Optional.empty();
    }
    try {
      byte[] said = Base64.getUrlDecoder().decode(token.substring(PREFIX.length(), dot));
      byte[] signature = Base64.getUrlDecoder().decode(token.substring(dot + 1));
      return MessageDigest.isEqual(signature, sign(said, secret))
          ? Optional.of(read(new String(said, StandardCharsets.UTF_8)))
          : Optional.empty();
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  private static Session read(String said) {
    String[] parts = said.split("\\|", -1);
    return new Session(
        parts[0],
        parts[1],
        Long.parseLong(parts[2]),
        Instant.ofEpochMilli(Long.parseLong(parts[3])));
  }

  private static byte[] sign(byte[] said, Hidden secret) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.value().getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      return mac.doFinal(said);
    } catch (GeneralSecurityException missing) {
      throw new IllegalStateException("Every Java has HMAC-SHA-256", missing);
    }
  }
}
