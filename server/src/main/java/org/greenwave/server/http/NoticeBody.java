package org.greenwave.server.http;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.greenwave.directory.failover.Finding.Severity;
import org.greenwave.directory.notice.Destination;
import org.greenwave.directory.notice.Destination.Email;
import org.greenwave.directory.notice.Destination.Security;
import org.greenwave.directory.notice.Destination.Webhook;
import org.greenwave.directory.notice.Recipient;
import org.greenwave.directory.people.Hidden;
import org.greenwave.server.codec.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads recipients and edits of them from request bodies; what does not fit is refused, by name.
 */
final class NoticeBody {
  private static final String LEAST = "leastSeverity";
  private static final String WEBHOOK = "webhook";
  private static final String EMAIL = "email";
  private static final Set<String> OF_WEBHOOK = Set.of("url", "secret");
  private static final Set<String> OF_EMAIL =
      Set.of("host", "port", "security", "user", "password", "from", "to");
  private static final int LISTED = 100;

  private NoticeBody() {}

  /** A recipient to be added. */
  static Recipient added(JsonNode body) {
    RoleBody.only(body, Set.of("name", LEAST, WEBHOOK, EMAIL));
    if (body.has(WEBHOOK) == body.has(EMAIL)) {
      throw RoleBody.wrong("Give either \"webhook\" or \"email\".");
    }
    return recipient(RoleBody.text(body, "name", ""), Veil.lifted(body, null), 0);
  }

  /** A recipient as an edit makes it; what is not given stays. */
  static Recipient edited(JsonNode body, Recipient before) {
    RoleBody.only(body, Set.of(LEAST, WEBHOOK, EMAIL));
    if (body.has(WEBHOOK) && body.has(EMAIL)) {
      throw RoleBody.wrong("Give either \"webhook\" or \"email\".");
    }
    ObjectNode then = NoticeView.document(before);
    JsonNode lifted = Veil.lifted(body, then);
    ObjectNode merged = Json.mapping().createObjectNode();
    merged.set(LEAST, body.has(LEAST) ? body.get(LEAST) : then.get(LEAST));
    String kind = body.has(WEBHOOK) ? WEBHOOK : body.has(EMAIL) ? EMAIL : given(then);
    merged.set(kind, merged(lifted.path(kind), then.path(kind)));
    Recipient after = recipient(before.name(), merged, before.version());
    demandPassword(before.destination(), after.destination(), body.path(EMAIL));
    return after;
  }

  private static String given(JsonNode document) {
    return document.has(WEBHOOK) ? WEBHOOK : EMAIL;
  }

  private static JsonNode merged(JsonNode edited, JsonNode then) {
    if (edited.isMissingNode()) {
      return then;
    }
    if (!edited.isObject() || !then.isObject()) {
      return edited;
    }
    ObjectNode merged = then.deepCopy().asObject();
    edited.properties().forEach(it -> merged.set(it.getKey(), it.getValue()));
    return merged;
  }

  /** Or who may edit, and does not know the password, could have it sent to a server of theirs. */
  private static void demandPassword(Destination before, Destination after, JsonNode edited) {
    if (before instanceof Email was && after instanceof Email is) {
      boolean elsewhere = !was.host().equals(is.host()) || was.port() != is.port();
      String given = edited.path("password").asString(Veil.HIDDEN);
      if (elsewhere && !was.password().value().isEmpty() && given.equals(Veil.HIDDEN)) {
        throw RoleBody.wrong("The mail server is another one, so give its \"password\" anew.");
      }
    }
  }

  private static Recipient recipient(String name, JsonNode body, long version) {
    JsonNode webhook = body.path(WEBHOOK);
    Destination destination =
        webhook.isMissingNode() ? email(object(body.path(EMAIL), EMAIL)) : webhook(webhook);
    Severity least = word(Severity.class, body, LEAST, Severity.WARNING);
    return new Recipient(name, least, destination, version);
  }

  private static JsonNode object(JsonNode value, String name) {
    if (!value.isObject()) {
      throw RoleBody.wrong("\"%s\" has to be an object.".formatted(name));
    }
    return value;
  }

  private static Destination webhook(JsonNode value) {
    JsonNode body = RoleBody.only(object(value, WEBHOOK), OF_WEBHOOK);
    return new Webhook(
        RoleBody.text(body, "url", ""), new Hidden(RoleBody.text(body, "secret", "")));
  }

  private static Destination email(JsonNode value) {
    JsonNode body = RoleBody.only(value, OF_EMAIL);
    Security security = word(Security.class, body, "security", Security.STARTTLS);
    return new Email(
        RoleBody.text(body, "host", ""),
        port(body, security),
        security,
        RoleBody.text(body, "user", ""),
        new Hidden(RoleBody.text(body, "password", "")),
        RoleBody.text(body, "from", ""),
        mailboxes(body.path("to")));
  }

  private static int port(JsonNode body, Security security) {
    JsonNode port = body.path("port");
    if (port.isMissingNode()) {
      return switch (security) {
        case NONE -> 25;
        case STARTTLS -> 587;
        case TLS -> 465;
      };
    }
    if (!port.isIntegralNumber() || !port.canConvertToInt()) {
      throw RoleBody.wrong("\"port\" has to be a whole number.");
    }
    return port.asInt();
  }

  private static List<String> mailboxes(JsonNode value) {
    List<String> mailboxes = new ArrayList<>();
    if (!value.isArray() || value.size() > LISTED) {
      throw RoleBody.wrong("\"to\" has to be a list of mailboxes.");
    }
    for (JsonNode mailbox : value) {
      if (!mailbox.isString()) {
        throw RoleBody.wrong("\"to\" has to be a list of mailboxes.");
      }
      mailboxes.add(mailbox.asString());
    }
    return mailboxes;
  }

  private static <E extends Enum<E>> E word(Class<E> type, JsonNode body, String name, E fallback) {
    String given = RoleBody.text(body, name, fallback.name().toLowerCase(Locale.ROOT));
    return Arrays.stream(type.getEnumConstants())
        .filter(constant -> constant.name().toLowerCase(Locale.ROOT).equals(given))
        .findFirst()
        .orElseThrow(() ->
            RoleBody.wrong(
                "\"%s\" has to be %s."
                    .formatted(
                        name,
                        String.join(
                            ", ",
                            Arrays.stream(type.getEnumConstants())
                                .map(constant -> constant.name().toLowerCase(Locale.ROOT))
                                .toList()))));
  }
}
