package org.greenwave.directory;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.greenwave.directory.Change.OfNotices;
import org.greenwave.directory.audit.Difference;
import org.greenwave.directory.notice.Delivery;
import org.greenwave.directory.notice.Destination;
import org.greenwave.directory.notice.Recipient;
import org.jspecify.annotations.Nullable;

/** What the audit says of changes of who is told. */
final class NoticeAudit {
  private NoticeAudit() {}

  static String about(OfNotices change) {
    return switch (change) {
      case OfNotices.RecipientAdded added -> added.recipient().name();
      case OfNotices.RecipientEdited edited -> edited.recipient().name();
      case OfNotices.RecipientRemoved removed -> removed.recipient();
      case OfNotices.RecipientTested tested -> tested.delivery().recipient();
      case OfNotices.HoldSet _, OfNotices.NoticesTold _, OfNotices.NoticesDelivered _ -> "system";
    };
  }

  static List<Difference> differences(OfNotices change, Directory before, Directory after) {
    return switch (change) {
      case OfNotices.RecipientAdded _, OfNotices.RecipientEdited _, OfNotices.RecipientRemoved _ ->
          recipient(
              before.notices().recipients().get(about(change)),
              after.notices().recipients().get(about(change)));
      case OfNotices.HoldSet _ ->
          Difference.between(
              Map.of("holdMillis", String.valueOf(before.notices().holdMillis())),
              Map.of("holdMillis", String.valueOf(after.notices().holdMillis())));
      case OfNotices.RecipientTested(Delivery delivery, String _) ->
          List.of(new Difference("test", "", delivery.arrived() ? "arrived" : delivery.failure()));
      case OfNotices.NoticesTold _, OfNotices.NoticesDelivered _ -> List.of();
    };
  }

  private static List<Difference> recipient(@Nullable Recipient was, @Nullable Recipient is) {
    List<Difference> differences = new ArrayList<>(Difference.between(facts(was), facts(is)));
    if (was != null && is != null) {
      differences.addAll(Difference.ofSecret("secret", secret(was), secret(is)));
      differences.addAll(Difference.ofSecret("rest of the URL", url(was), url(is)));
    }
    return differences;
  }

  private static Map<String, String> facts(@Nullable Recipient recipient) {
    if (recipient == null) {
      return Map.of();
    }
    String least = recipient.least().name().toLowerCase(Locale.ROOT);
    return switch (recipient.destination()) {
      case Destination.Webhook webhook -> Map.of("from", least, "webhook at", origin(webhook));
      case Destination.Email email ->
          Map.of(
              "from", least,
              "mail server", email.host() + ":" + email.port(),
              "security", email.security().name().toLowerCase(Locale.ROOT),
              "user", email.user(),
              "sender", email.from(),
              "mailboxes", String.join(", ", email.to()));
    };
  }

  /** The path of a webhook is often what lets somebody in there. */
  private static String origin(Destination.Webhook webhook) {
    int path = webhook.url().indexOf('/', "https://".length());
    return path < 0 ? webhook.url() : webhook.url().substring(0, path);
  }

  private static String url(Recipient recipient) {
    return recipient.destination() instanceof Destination.Webhook webhook
        ? webhook.url().substring(origin(webhook).length())
        : "";
  }

  private static String secret(Recipient recipient) {
    return switch (recipient.destination()) {
      case Destination.Webhook webhook -> webhook.secret().value();
      case Destination.Email email -> email.password().value();
    };
  }
}
