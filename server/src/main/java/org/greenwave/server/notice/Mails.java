package org.greenwave.server.notice;

import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Date;
import java.util.Properties;
import javax.net.ssl.SSLSocketFactory;
import org.greenwave.directory.notice.Destination.Email;
import org.greenwave.directory.notice.Destination.Security;

/** Sends notices as e-mail. */
final class Mails {
  private static final String PATIENCE_MILLIS = Long.toString(Duration.ofSeconds(10).toMillis());

  private final SSLSocketFactory trusting;

  /** To mail servers whose certificates this machine's Java trusts. */
  Mails() {
    this((SSLSocketFactory) SSLSocketFactory.getDefault());
  }

  /** To mail servers whose certificates these sockets trust. */
  Mails(SSLSocketFactory trusting) {
    this.trusting = trusting;
  }

  void send(Email email, Letter letter) throws UndeliveredException {
    Session session = Session.getInstance(properties(email));
    String protocol = email.security() == Security.TLS ? "smtps" : "smtp";
    try (Transport transport = session.getTransport(protocol)) {
      if (email.user().isEmpty()) {
        transport.connect(email.host(), email.port(), null, null);
      } else {
        transport.connect(email.host(), email.port(), email.user(), email.password().value());
      }
      MimeMessage message = message(session, email, letter);
      transport.sendMessage(message, message.getAllRecipients());
    } catch (AuthenticationFailedException _) {
      throw new UndeliveredException("The mail server does not accept the user and password.");
    } catch (MessagingException failure) {
      throw new UndeliveredException("The mail server did not take the letter", failure);
    }
  }

  private Properties properties(Email email) {
    Properties properties = new Properties();
    for (String protocol : new String[] {"mail.smtp.", "mail.smtps."}) {
      properties.put(protocol + "connectiontimeout", PATIENCE_MILLIS);
      properties.put(protocol + "timeout", PATIENCE_MILLIS);
      properties.put(protocol + "writetimeout", PATIENCE_MILLIS);
      properties.put(protocol + "ssl.checkserveridentity", "true");
      properties.put(protocol + "ssl.socketFactory", trusting);
      properties.put(protocol + "auth", String.valueOf(!email.user().isEmpty()));
      properties.put(protocol + "from", email.from());
    }
    boolean starts = email.security() == Security.STARTTLS;
    properties.put("mail.smtp.starttls.enable", String.valueOf(starts));
    properties.put("mail.smtp.starttls.required", String.valueOf(starts));
    return properties;
  }

  private static MimeMessage message(Session session, Email email, Letter letter)
      throws MessagingException {
    MimeMessage message = new Identified(session, letter);
    message.setFrom(new InternetAddress(email.from(), true));
    for (String to : email.to()) {
      message.addRecipient(RecipientType.TO, new InternetAddress(to, true));
    }
    message.setSubject(letter.subject(), StandardCharsets.UTF_8.name());
    message.setText(letter.text(), StandardCharsets.UTF_8.name());
    message.setSentDate(Date.from(letter.notice().at()));
    message.setHeader("Auto-Submitted", "auto-generated");
    message.setHeader("Greenwave-Notice", letter.notice().id());
    message.saveChanges();
    return message;
  }

  /**
   * A message that has the same id however often it is sent, so that mailboxes can drop repeats.
   */
  private static final class Identified extends MimeMessage {
    private final String id;

    Identified(Session session, Letter letter) {
      super(session);
      id = "<%s@%s.greenwave>".formatted(letter.notice().id(), letter.systemId());
    }

    @Override
    protected void updateMessageID() throws MessagingException {
      setHeader("Message-ID", id);
    }
  }
}
