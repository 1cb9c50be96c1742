package org.greenwave.cli;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.greenwave.cli.api.Api;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ObjectNode;

/** What a recipient of notices is to be; what is not given stays as it is. */
final class RecipientOptions {
  /** How loud something must be. */
  enum Severity {
    ERROR,
    WARNING,
    INFO
  }

  /** How the connection to a mail server is protected. */
  enum Security {
    NONE,
    STARTTLS,
    TLS
  }

  @Option(names = "--from", description = "The least severe that is told: error, warning or info.")
  private Optional<Severity> least = Optional.empty();

  @Option(names = "--webhook", paramLabel = "URL", description = "An address that takes a POST.")
  private Optional<String> webhook = Optional.empty();

  @Option(
      names = "--secret",
      description =
          "Sign what is sent to the webhook; the secret is"
              + " taken from --password-file, or asked for.")
  private boolean secret;

  @Option(names = "--mail-server", paramLabel = "HOST", description = "The mail server.")
  private Optional<String> host = Optional.empty();

  @Option(names = "--mail-port", paramLabel = "PORT", description = "Its port; else the usual one.")
  private Optional<Integer> port = Optional.empty();

  @Option(names = "--security", description = "none, starttls or tls; else starttls.")
  private Optional<Security> security = Optional.empty();

  @Option(
      names = "--user",
      description =
          "The user there; the password is taken from" + " --password-file, or asked for.")
  private Optional<String> user = Optional.empty();

  @Option(names = "--sender", paramLabel = "MAILBOX", description = "Whom letters are from.")
  private Optional<String> sender = Optional.empty();

  @Option(names = "--to", paramLabel = "MAILBOX", split = ",", description = "Whom they are for.")
  private List<String> to = List.of();

  /** Adds what was given to a request. */
  ObjectNode on(ObjectNode body, PasswordSource source) throws BadInputException, IOException {
    least.ifPresent(it -> body.put("leastSeverity", word(it)));
    if (webhook.isPresent() || secret) {
      ObjectNode there = body.putObject("webhook");
      webhook.ifPresent(it -> there.put("url", it));
      if (secret) {
        there.put("secret", source.known("Secret: "));
      }
    }
    ObjectNode mail = mail(source);
    if (!mail.isEmpty()) {
      body.set("email", mail);
    }
    return body;
  }

  private ObjectNode mail(PasswordSource source) throws BadInputException, IOException {
    ObjectNode mail = Api.JSON.createObjectNode();
    host.ifPresent(it -> mail.put("host", it));
    port.ifPresent(it -> mail.put("port", it));
    security.ifPresent(it -> mail.put("security", word(it)));
    sender.ifPresent(it -> mail.put("from", it));
    if (!to.isEmpty()) {
      to.forEach(mail.putArray("to")::add);
    }
    if (user.isPresent()) {
      mail.put("user", user.get());
      mail.put("password", user.get().isEmpty() ? "" : source.known("Password there: "));
    }
    return mail;
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
