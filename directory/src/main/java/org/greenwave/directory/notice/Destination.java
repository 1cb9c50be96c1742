package org.greenwave.directory.notice;

import java.util.List;
import org.greenwave.directory.people.Hidden;

/** Where a recipient is reached. */
public sealed interface Destination {
  /**
   * An address that takes a POST of JSON.
   *
   * @param secret what the sender signs with; empty for no signature
   */
  record Webhook(String url, Hidden secret) implements Destination {}

  /**
   * Mailboxes, and the mail server that takes letters for them.
   *
   * @param user empty when the mail server wants no login
   */
  record Email(
      String host,
      int port,
      Security security,
      String user,
      Hidden password,
      String from,
      List<String> to)
      implements Destination {
    public Email {
      to = List.copyOf(to);
    }
  }

  /** How the connection to a mail server is protected. */
  enum Security {
    NONE,
    STARTTLS,
    TLS
  }
}
