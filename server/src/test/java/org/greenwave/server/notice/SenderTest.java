package org.greenwave.server.notice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.greenwave.directory.failover.Finding.Severity;
import org.greenwave.directory.notice.Destination;
import org.greenwave.directory.notice.Destination.Email;
import org.greenwave.directory.notice.Destination.Security;
import org.greenwave.directory.notice.Notice;
import org.greenwave.directory.notice.NoticeKind;
import org.greenwave.directory.notice.Phase;
import org.greenwave.directory.notice.Telling;
import org.greenwave.directory.people.Hidden;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** One letter, to receivers of all kinds. */
class SenderTest {
  private static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");
  private static final String SECRET = "four and twenty blackbirds";
  private static final Duration LIMIT = Duration.ofSeconds(10);

  private final Sender sender = new Sender(InstantSource.fixed(NOON));
  private final Letter letter =
      new Letter(
          new Notice(
              "7-abc",
              NOON,
              new Telling(
                  NoticeKind.FAILOVER,
                  Phase.HAPPENED,
                  Severity.WARNING,
                  "role tss",
                  "beta takes over because the process on alpha has ended (seen by bëta).",
                  ""),
              new TreeSet<>()),
          "id",
          "greenwave",
          "beta",
          "http://127.0.0.1:8810");

  private static Destination webhook(String url) {
    return new Destination.Webhook(url, new Hidden(SECRET));
  }

  private static Destination mail(int port, Security security, String user, String password) {
    return new Destination.Email(
        "localhost",
        port,
        security,
        user,
        new Hidden(password),
        "greenwave@example.org",
        List.of("room@example.org", "night@example.org"));
  }

  private void refused(Destination destination, String sentence) {
    assertThatThrownBy(() -> sender.send(destination, letter, LIMIT))
        .isInstanceOf(UndeliveredException.class)
        .hasMessageContaining(sentence);
  }

  @Test
  void aWebhookGetsJsonWithAnIdAndASignatureThatFits() throws Exception {
    try (HttpReceiver receiver = new HttpReceiver()) {
      sender.send(webhook(receiver.url()), letter, LIMIT);
      HttpReceiver.Posted posted = receiver.posted().getFirst();
      JsonNode json = posted.json();
      assertThat(json.path("sentence").asString()).isEqualTo(letter.notice().telling().sentence());
      assertThat(json.path("kind").asString()).isEqualTo("failover");
      assertThat(posted.headers()).containsEntry("greenwave-notice", "7-abc");
      String timestamp = posted.headers().getOrDefault("greenwave-timestamp", "");
      assertThat(timestamp).isEqualTo(Long.toString(NOON.getEpochSecond()));
      assertThat(posted.headers().get("greenwave-signature"))
          .isEqualTo("sha256=" + openssl(timestamp, posted.body()));
      assertThat(new String(posted.body(), StandardCharsets.UTF_8)).doesNotContain(SECRET);
    }
  }

  /** What a receiver would compute with a tool of its own, from RFC 2104 alone. */
  private static String openssl(String timestamp, byte[] body) throws Exception {
    MessageDigest sha = MessageDigest.getInstance("SHA-256");
    byte[] key = Arrays.copyOf(SECRET.getBytes(StandardCharsets.UTF_8), 64);
    byte[] inner = new byte[64];
    byte[] outer = new byte[64];
    for (int at = 0; at < key.length; at++) {
      inner[at] = (byte) (key[at] ^ 0x36);
      outer[at] = (byte) (key[at] ^ 0x5c);
    }
    sha.update(inner);
    sha.update((timestamp + ".").getBytes(StandardCharsets.UTF_8));
    byte[] first = sha.digest(body);
    sha.update(outer);
    return HexFormat.of().formatHex(sha.digest(first));
  }

  @Test
  void errorsAndRedirectsAreNotFollowed() throws Exception {
    try (HttpReceiver receiver = new HttpReceiver();
        HttpReceiver other = new HttpReceiver()) {
      receiver.answer(500, "");
      refused(webhook(receiver.url()), "The receiver answered 500.");
      for (String elsewhere : List.of("file:///etc/passwd", other.url())) {
        receiver.answer(302, elsewhere);
        refused(webhook(receiver.url()), "redirects are not followed");
      }
      assertThat(other.posted()).isEmpty();
    }
  }

  @Test
  void aReceiverThatHangsIsGivenUp() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      Destination there = webhook("http://127.0.0.1:%d/".formatted(silent.getLocalPort()));
      Destination mail = mail(silent.getLocalPort(), Security.NONE, "", "");
      for (Destination destination : List.of(there, mail)) {
        assertThatThrownBy(() -> sender.send(destination, letter, Duration.ofSeconds(1)))
            .isInstanceOf(UndeliveredException.class)
            .hasMessage("The receiver was not done within 1 s.");
      }
    }
    refused(webhook("http://127.0.0.1:1/"), "cannot be reached");
  }

  @Test
  void aReceiverThatNeverStopsTalkingIsCutOff() throws Exception {
    try (ServerSocket talker = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      Thread.ofVirtual().start(() -> talk(talker));
      Destination mail = mail(talker.getLocalPort(), Security.NONE, "", "");
      assertThatThrownBy(() -> sender.send(mail, letter, Duration.ofSeconds(2)))
          .isInstanceOf(UndeliveredException.class);
    }
  }

  private static void talk(ServerSocket talker) {
    try (Socket socket = talker.accept()) {
      while (true) {
        socket.getOutputStream().write("220-more\r\n".getBytes(StandardCharsets.UTF_8));
        TimeUnit.MILLISECONDS.sleep(50);
      }
    } catch (IOException | InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void aMailServerGetsALetterForAllMailboxes() throws Exception {
    try (MailReceiver receiver = new MailReceiver()) {
      sender.send(mail(receiver.port(), Security.NONE, "", ""), letter, LIMIT);
      sender.send(mail(receiver.port(), Security.NONE, "", ""), letter, LIMIT);
      MailReceiver.Taken taken = receiver.taken().getFirst();
      assertThat(taken.to()).containsExactly("<room@example.org>", "<night@example.org>");
      assertThat(taken.from()).startsWith("<greenwave@example.org>");
      assertThat(taken.text())
          .contains("Message-ID: <7-abc@id.greenwave>", "Auto-Submitted: auto-generated")
          .contains("role tss");
      assertThat(receiver.taken().getLast().text()).contains("Message-ID: <7-abc@id.greenwave>");
    }
  }

  @Test
  void aLoginIsNeverTriedWithoutTls() throws Exception {
    try (MailReceiver receiver = new MailReceiver()) {
      refused(
          mail(receiver.port(), Security.STARTTLS, "user", "secret"),
          "The mail server did not take the letter");
      assertThat(receiver.taken()).isEmpty();
    }
  }

  @Test
  void aCertificateThatNobodyVouchesForIsNotTrusted() throws Exception {
    try (MailReceiver receiver =
        new MailReceiver(Optional.of(SelfSigned.context()), "user:secret")) {
      refused(
          mail(receiver.port(), Security.STARTTLS, "user", "secret"),
          "The mail server did not take the letter");
      assertThat(receiver.taken()).isEmpty();
    }
  }

  @Test
  void aLoginIsMadeAfterStartTls() throws Exception {
    SSLContext context = SelfSigned.context();
    Mails mails = new Mails(context.getSocketFactory());
    try (MailReceiver receiver = new MailReceiver(Optional.of(context), "user:secret")) {
      mails.send((Email) mail(receiver.port(), Security.STARTTLS, "user", "secret"), letter);
      assertThat(receiver.taken().getFirst().encrypted()).isTrue();
      Email wrong = (Email) mail(receiver.port(), Security.STARTTLS, "user", "guessed");
      assertThatThrownBy(() -> mails.send(wrong, letter))
          .isInstanceOf(UndeliveredException.class)
          .hasMessage("The mail server does not accept the user and password.");
      assertThat(receiver.taken()).hasSize(1);
    }
  }
}
