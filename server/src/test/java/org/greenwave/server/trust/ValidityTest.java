package org.greenwave.server.trust;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a certificate is worth to a server whose clock differs from that of who made it. */
class ValidityTest {
  private static final Duration LIFE = Duration.ofDays(90);

  private final Authority authority = Authority.found("Greenwave system authority", Instant.now());
  private final Peers peers = new Peers(authority.certificate(), (_, _) -> Optional.empty());

  /** Made by an authority whose clock is ahead. */
  private static X509Certificate made(Authority by, Duration ahead) {
    return by.issue(
        new Authority.Request(
            Credential.newKey().getPublic(), new Holder("beta", "f-beta", 7), "127.0.0.1"),
        Instant.now().plus(ahead),
        LIFE);
  }

  private void show(X509Certificate certificate) throws CertificateException {
    X509Certificate[] chain = {certificate, authority.certificate()};
    peers.checkServerTrusted(chain, "ECDHE_ECDSA");
    peers.checkClientTrusted(chain, "ECDHE_ECDSA");
  }

  @Test
  void oneThatWasMadeWithAClockThatWasAheadIsGoodAtOnce() {
    X509Certificate early = made(authority, Duration.ofDays(100));
    assertThatCode(() -> show(early)).doesNotThrowAnyException();
    assertThatCode(() -> Validity.demand(early)).doesNotThrowAnyException();
  }

  @Test
  void oneThatHasEndedIsRefused() {
    X509Certificate ended = made(authority, LIFE.plusDays(1).negated());
    assertThatThrownBy(() -> show(ended)).isInstanceOf(CertificateException.class);
    assertThatThrownBy(() -> Validity.demand(ended))
        .isInstanceOf(CertificateExpiredException.class);
  }

  @Test
  void oneOfAnotherAuthorityIsRefusedWheneverItBegins() {
    Authority another = Authority.found("Greenwave system authority", Instant.now());
    for (Duration ahead : new Duration[] {Duration.ZERO, Duration.ofDays(100)}) {
      X509Certificate forged = made(another, ahead);
      assertThatThrownBy(() -> show(forged)).isInstanceOf(CertificateException.class);
    }
  }

  /** A server that is years behind takes even the authority for one of later times. */
  @Test
  void theAuthoritysOwnBeginningDoesNotCountEither() {
    Authority later = Authority.found("Greenwave system authority", Instant.now().plus(LIFE));
    Peers behind = new Peers(later.certificate(), (_, _) -> Optional.empty());
    X509Certificate[] chain = {made(later, LIFE), later.certificate()};
    assertThatCode(() -> behind.checkServerTrusted(chain, "ECDHE_ECDSA"))
        .doesNotThrowAnyException();
  }
}
