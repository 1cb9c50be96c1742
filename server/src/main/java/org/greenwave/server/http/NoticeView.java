package org.greenwave.server.http;

import java.util.Locale;
import org.greenwave.directory.notice.Contact;
import org.greenwave.directory.notice.Destination;
import org.greenwave.directory.notice.Notice;
import org.greenwave.directory.notice.Notices;
import org.greenwave.directory.notice.Recipient;
import org.greenwave.directory.notice.Telling;
import org.greenwave.server.codec.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Recipients and notices as the API shows them, without secrets. */
final class NoticeView {
  private NoticeView() {}

  static ObjectNode all(Notices notices) {
    ObjectNode shown = Json.mapping().createObjectNode();
    shown.put("holdMillis", notices.holdMillis()).put("version", notices.version());
    ArrayNode recipients = shown.putArray("recipients");
    notices.recipients().values().forEach(it -> recipients.add(recipient(it, notices)));
    ArrayNode latest = shown.putArray("latest");
    notices.latest().reversed().forEach(it -> latest.add(notice(it)));
    return shown;
  }

  static JsonNode recipient(Recipient recipient, Notices notices) {
    ObjectNode shown = document(recipient);
    shown.put("name", recipient.name()).put("version", recipient.version());
    Contact contact = notices.contacts().getOrDefault(recipient.name(), Contact.NONE);
    shown.put("lastReached", contact.reached().map(SystemView::instant).orElse(null));
    shown.put("lastFailed", contact.failed().map(SystemView::instant).orElse(null));
    shown.put("failure", contact.failure());
    shown.put("failing", contact.failing());
    shown.put(
        "waiting",
        notices.latest().stream()
            .filter(notice -> notice.waiting().contains(recipient.name()))
            .count());
    return Veil.over(shown);
  }

  /** What of a recipient can be edited, secrets included. */
  static ObjectNode document(Recipient recipient) {
    ObjectNode document = Json.mapping().createObjectNode();
    document.put("leastSeverity", word(recipient.least()));
    switch (recipient.destination()) {
      case Destination.Webhook webhook ->
          document
              .putObject("webhook")
              .put("url", webhook.url())
              .put("secret", webhook.secret().value());
      case Destination.Email email -> {
        ObjectNode shown =
            document
                .putObject("email")
                .put("host", email.host())
                .put("port", email.port())
                .put("security", word(email.security()))
                .put("user", email.user())
                .put("password", email.password().value())
                .put("from", email.from());
        email.to().forEach(shown.putArray("to")::add);
      }
    }
    return document;
  }

  private static ObjectNode notice(Notice notice) {
    Telling telling = notice.telling();
    ObjectNode shown =
        Json.mapping()
            .createObjectNode()
            .put("id", notice.id())
            .put("at", SystemView.instant(notice.at()))
            .put("kind", telling.kind().code())
            .put("phase", word(telling.phase()))
            .put("severity", word(telling.severity()))
            .put("about", telling.about())
            .put("sentence", telling.sentence())
            .put("advice", telling.advice());
    notice.waiting().forEach(shown.putArray("waitingFor")::add);
    return shown;
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
