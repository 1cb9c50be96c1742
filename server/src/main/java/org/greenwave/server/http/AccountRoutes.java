package org.greenwave.server.http;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.greenwave.directory.Change.AccountEdit;
import org.greenwave.directory.Change.OfPeople;
import org.greenwave.directory.people.Account;
import org.greenwave.directory.people.Hidden;
import org.greenwave.directory.people.Right;
import org.greenwave.server.codec.Json;
import org.greenwave.server.core.Node;
import org.greenwave.server.log.Receipt;
import org.greenwave.server.people.Passwords;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Accounts: seen and changed by administrators. */
final class AccountRoutes implements HttpService {
  /** Far more than a system has people. */
  private static final int MOST = 1_000;

  private final Node node;
  private final Passwords passwords;
  private final Edits edits;
  private final Led led;

  AccountRoutes(Node node, Forwarding forwarding, Passwords passwords) {
    this.node = node;
    this.passwords = passwords;
    edits = new Edits(node, forwarding);
    led = new Led(node, forwarding);
  }

  @Override
  public void routing(HttpRules rules) {
    rules
        .get("/", (request, response) -> all(new Exchange(request, response)))
        .get("/{account}", (request, response) -> one(new Exchange(request, response)))
        .post("/", led.handler(this::make))
        .patch("/{account}", led.handler(this::edit))
        .delete("/{account}", led.handler(this::delete))
        .post("/{account}/end-sessions", led.handler(this::end));
  }

  private void all(Exchange exchange) {
    ObjectNode body = Json.mapping().createObjectNode();
    ArrayNode accounts = body.putArray("accounts");
    node.view().directory().people().accounts().values().forEach(it -> accounts.add(shown(it)));
    exchange.json(200, body);
  }

  private void one(Exchange exchange) {
    answer(exchange, 200, recorded(exchange.path("account")), Map.of());
  }

  private Account recorded(String name) {
    return Optional.ofNullable(node.view().directory().people().accounts().get(name))
        .orElseThrow(
            () -> new ProblemException(404, "Unknown", "There is no account named " + name + "."));
  }

  private void make(Exchange exchange) {
    JsonNode body = RoleBody.only(exchange.body(), Set.of("name", "right", "password"));
    if (node.view().directory().people().accounts().size() >= MOST) {
      throw new ProblemException(409, "Full", "There are " + MOST + " accounts; delete some.");
    }
    String name = RoleBody.demanded(body, "name");
    Right right = right(RoleBody.demanded(body, "right"));
    Hidden password = hashed(passwords, RoleBody.demanded(body, "password"));
    Receipt receipt =
        edits.propose(
            exchange, new OfPeople.AccountMade(name, right, password, exchange.caller().name()));
    answer(exchange, 201, recorded(name), version(receipt));
  }

  private void edit(Exchange exchange) {
    Account before = recorded(exchange.path("account"));
    long basedOn = RoleRoutes.basedOn(exchange);
    JsonNode body = RoleBody.only(exchange.body(), Set.of("right", "active", "password"));
    AccountEdit edit =
        new AccountEdit(
            RoleBody.optionalText(body, "right").map(AccountRoutes::right),
            RoleBody.flag(body, "active"),
            RoleBody.optionalText(body, "password").map(it -> hashed(passwords, it)));
    Receipt receipt =
        edits.propose(
            exchange,
            new OfPeople.AccountEdited(before.name(), basedOn, edit, exchange.caller().name()));
    answer(exchange, 200, recorded(before.name()), version(receipt));
  }

  private void delete(Exchange exchange) {
    Account before = recorded(exchange.path("account"));
    long basedOn = RoleRoutes.basedOn(exchange);
    Receipt receipt =
        edits.propose(
            exchange,
            new OfPeople.AccountDeleted(before.name(), basedOn, exchange.caller().name()));
    exchange.response().header(Exchange.VERSION, RoleRoutes.version(receipt));
    exchange.response().status(Status.NO_CONTENT_204).send();
  }

  private void end(Exchange exchange) {
    Account before = recorded(exchange.path("account"));
    RoleBody.only(exchange.body(), Set.of());
    Receipt receipt =
        edits.propose(
            exchange, new OfPeople.SessionsEnded(before.name(), exchange.caller().name()));
    answer(exchange, 200, recorded(before.name()), version(receipt));
  }

  private static void answer(
      Exchange exchange, int status, Account account, Map<HeaderName, String> headers) {
    Map<HeaderName, String> all = new HashMap<>(headers);
    all.put(HeaderNames.ETAG, "\"" + account.version() + "\"");
    exchange.json(status, shown(account), all);
  }

  private static ObjectNode shown(Account account) {
    return Json.mapping()
        .createObjectNode()
        .put("name", account.name())
        .put("right", word(account.right()))
        .put("active", account.active())
        .put("version", account.version());
  }

  /** The hash of a new password, refused when it is a poor one. */
  static Hidden hashed(Passwords passwords, String password) {
    Passwords.problem(password)
        .ifPresent(problem -> {
          throw RoleBody.wrong(problem);
        });
    return passwords.hash(password);
  }

  static Right right(String word) {
    return switch (word) {
      case "view" -> Right.VIEW;
      case "administer" -> Right.ADMINISTER;
      default -> throw RoleBody.wrong("\"right\" has to be view or administer.");
    };
  }

  static String word(Right right) {
    return switch (right) {
      case VIEW -> "view";
      case ADMINISTER -> "administer";
    };
  }

  static Map<HeaderName, String> version(Receipt receipt) {
    return Map.of(Exchange.VERSION, RoleRoutes.version(receipt));
  }
}
