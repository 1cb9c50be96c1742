package org.greenwave.directory.notice;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import org.greenwave.directory.failover.Finding.Severity;
import org.greenwave.directory.people.Hidden;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which recipients are taken. */
class SoundnessTest {
  private static final Destination.Email MAIL =
      new Destination.Email(
          "mail.example.org",
          587,
          Destination.Security.STARTTLS,
          "greenwave",
          new Hidden("secret"),
          "greenwave@example.org",
          List.of("room@example.org"));

  private static List<String> of(Destination destination) {
    return Soundness.problems(new Recipient("room", Severity.INFO, destination, 0));
  }

  private static List<String> url(String url) {
    return of(new Destination.Webhook(url, new Hidden("")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://receiver/",
        "https://hooks.example.org:8443/services/T0/B0?x=%20y",
        "http://[::1]:9000/in",
        "http://10.0.0.7:8080"
      })
  void addressesOfWebhooks(String url) {
    assertThat(url(url)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "file:///etc/passwd",
        "ftp://example.org/",
        "javascript:alert(1)",
        "//example.org/",
        "http://user:password@example.org/",
        "http:// example.org/",
        "http://example.org/\r\nHost: other",
        "http://example.org/#part",
        "http://exämple.org/"
      })
  void whatIsNoAddressOfAWebhook(String url) {
    assertThat(url(url)).singleElement().asString().startsWith("The URL has to begin with http");
  }

  @Test
  void secretsThatAreTooShortOrTooLongAreRefused() {
    assertThat(of(new Destination.Webhook("http://a/", new Hidden("short")))).hasSize(1);
    assertThat(of(new Destination.Webhook("http://a/", new Hidden("x".repeat(501))))).hasSize(1);
    assertThat(of(new Destination.Webhook("http://a/", new Hidden("x".repeat(16))))).isEmpty();
    assertThat(url("http://a/" + "x".repeat(1_000))).hasSize(1);
  }

  @Test
  void aSoundMailServerIsTaken() {
    assertThat(of(MAIL)).isEmpty();
    assertThat(of(mail("a", Destination.Security.NONE, "", ""))).isEmpty();
  }

  @Test
  void aPasswordDoesNotCrossTheNetworkUnencrypted() {
    assertThat(of(mail("a", Destination.Security.NONE, "user", "secret")))
        .singleElement()
        .asString()
        .contains("unencrypted");
    assertThat(of(mail("a", Destination.Security.TLS, "user", ""))).hasSize(1);
    assertThat(of(mail("a", Destination.Security.TLS, "us\ner", "secret"))).hasSize(1);
    assertThat(of(mail("a b", Destination.Security.TLS, "", ""))).hasSize(1);
  }

  private static Destination mail(
      String host, Destination.Security security, String user, String password) {
    return new Destination.Email(
        host, 25, security, user, new Hidden(password), MAIL.from(), MAIL.to());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "room", "room@", "a@b\r\nBcc: c@d", "Room <room@example.org>", "a@b@c", "ä@b"})
  void whatIsNoMailbox(String mailbox) {
    assertThat(of(to(List.of(mailbox)))).singleElement().asString().contains("name@example.org");
  }

  @Test
  void mailboxesAndPortsHaveBounds() {
    assertThat(of(to(List.of()))).hasSize(1);
    assertThat(of(to(Collections.nCopies(11, "room@example.org")))).hasSize(1);
    for (int port : new int[] {0, -1, 65_536}) {
      Destination mail =
          new Destination.Email(
              "a", port, Destination.Security.TLS, "", new Hidden(""), MAIL.from(), MAIL.to());
      assertThat(of(mail)).hasSize(1);
    }
  }

  private static Destination to(List<String> mailboxes) {
    return new Destination.Email(
        MAIL.host(),
        MAIL.port(),
        MAIL.security(),
        MAIL.user(),
        MAIL.password(),
        MAIL.from(),
        mailboxes);
  }
}
