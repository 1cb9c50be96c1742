package org.greenwave.directory.notice;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.greenwave.directory.Names;
import org.greenwave.directory.people.Hidden;

/** What is wrong with a recipient, each in a sentence that says what to do. */
public final class Soundness {
  private static final int URL_LIMIT = 1_000;
  private static final int TEXT_LIMIT = 254;
  private static final int SECRET_LEAST = 16;
  private static final int SECRET_LIMIT = 500;
  private static final int MAILBOX_LIMIT = 10;
  private static final int HIGHEST_PORT = 65_535;

  /** No user name, no fragment, nothing that is no printable ASCII. */
  private static final Pattern URL =
      Pattern.compile(
          "https?://([A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+\\])(:[0-9]{1,5})?([/?][!-~&&[^#]]*)?");

  private static final Pattern HOST = Pattern.compile("[A-Za-z0-9._-]+|[0-9A-Fa-f:.]+");
  private static final Pattern MAILBOX =
      Pattern.compile("[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9.-]+");
  private static final Pattern PLAIN = Pattern.compile("[^\\p{Cntrl}]*");

  private Soundness() {}

  /** The problems; empty when it is sound. */
  public static List<String> problems(Recipient recipient) {
    List<String> problems = new ArrayList<>();
    if (!Names.sound(recipient.name())) {
      problems.add(
          ("\"%s\" is not a name: use 1 to 32 small letters, digits and hyphens, beginning with a"
                  + " letter.")
              .formatted(recipient.name()));
    }
    switch (recipient.destination()) {
      case Destination.Webhook webhook -> webhook(webhook, problems);
      case Destination.Email email -> email(email, problems);
    }
    return problems;
  }

  private static void webhook(Destination.Webhook webhook, List<String> problems) {
    if (webhook.url().length() > URL_LIMIT || !URL.matcher(webhook.url()).matches()) {
      problems.add(
          ("The URL has to begin with http:// or https://, name a host and no user, and have at"
                  + " most %d characters.")
              .formatted(URL_LIMIT));
    }
    int secret = webhook.secret().value().length();
    if (secret > 0 && (secret < SECRET_LEAST || secret > SECRET_LIMIT)) {
      problems.add(
          "The secret has to have %d to %d characters, or be left away."
              .formatted(SECRET_LEAST, SECRET_LIMIT));
    }
  }

  private static void email(Destination.Email email, List<String> problems) {
    if (email.host().length() > TEXT_LIMIT || !HOST.matcher(email.host()).matches()) {
      problems.add("\"host\" has to be the name or the address of a mail server.");
    }
    if (email.port() < 1 || email.port() > HIGHEST_PORT) {
      problems.add("\"port\" has to be from 1 to %d.".formatted(HIGHEST_PORT));
    }
    login(email.user(), email.password(), email.security(), problems);
    mailbox("from", email.from(), problems);
    if (email.to().isEmpty() || email.to().size() > MAILBOX_LIMIT) {
      problems.add("\"to\" has to name 1 to %d mailboxes.".formatted(MAILBOX_LIMIT));
    }
    email.to().forEach(to -> mailbox("to", to, problems));
  }

  private static void login(
      String user, Hidden password, Destination.Security security, List<String> problems) {
    boolean plain = PLAIN.matcher(user).matches() && PLAIN.matcher(password.value()).matches();
    if (!plain || user.length() > TEXT_LIMIT || password.value().length() > SECRET_LIMIT) {
      problems.add(
          "The user has to have at most %d characters, the password at most %d, all on one line."
              .formatted(TEXT_LIMIT, SECRET_LIMIT));
    }
    if (user.isEmpty() != password.value().isEmpty()) {
      problems.add("Give both the user and the password, or neither.");
    }
    if (!user.isEmpty() && security == Destination.Security.NONE) {
      problems.add(
          "The password would cross the network unencrypted; choose starttls or tls, or give"
              + " neither user nor password.");
    }
  }

  private static void mailbox(String field, String mailbox, List<String> problems) {
    if (mailbox.length() > TEXT_LIMIT || !MAILBOX.matcher(mailbox).matches()) {
      problems.add(
          "\"%s\" has to be written as name@example.org, not %s."
              .formatted(field, mailbox.isEmpty() ? "be empty" : "\"" + cut(mailbox) + "\""));
    }
  }

  private static String cut(String text) {
    String plain = text.replaceAll("\\p{Cntrl}", "?");
    return plain.length() <= TEXT_LIMIT ? plain : plain.substring(0, TEXT_LIMIT) + "…";
  }
}
