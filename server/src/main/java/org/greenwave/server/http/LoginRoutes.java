package org.greenwave.server.http;

import io.helidon.http.HeaderName;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import org.greenwave.directory.Change.AccountEdit;
import org.greenwave.directory.Change.OfPeople;
import org.greenwave.directory.people.Account;
import org.greenwave.directory.people.Hidden;
import org.greenwave.server.codec.Json;
import org.greenwave.server.core.Node;
import org.greenwave.server.join.Tokens;
import org.greenwave.server.log.Receipt;
import org.greenwave.server.people.Attempts;
import org.greenwave.server.people.Caller;
import org.greenwave.server.people.Callers;
import org.greenwave.server.people.Passwords;
import org.greenwave.server.people.Sessions;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Logging in, by any server, also while nobody leads; and what people do with their own login. */
final class LoginRoutes implements HttpService {
  private final Node node;
  private final Callers callers;
  private final Passwords passwords;
  private final Forwarding forwarding;
  private final Edits edits;
  private final Led led;
  private final Attempts attempts =
      new Attempts(() -> TimeUnit.NANOSECONDS.toMillis(System.nanoTime()));

  LoginRoutes(Node node, Forwarding forwarding, Callers callers, Passwords passwords) {
    this.node = node;
    this.callers = callers;
    this.passwords = passwords;
    this.forwarding = forwarding;
    edits = new Edits(node, forwarding);
    led = new Led(node, forwarding);
  }

  @Override
  public void routing(HttpRules rules) {
    rules
        .post("/login", (request, response) -> login(new Exchange(request, response)))
        .post("/first-account", led.handler(this::first))
        .get("/me", (request, response) -> me(new Exchange(request, response)))
        .post("/me/renew", (request, response) -> renew(new Exchange(request, response)))
        .post("/me/password", led.handler(this::password))
        .post("/logout", led.handler(this::logout));
  }

  private void login(Exchange exchange) {
    JsonNode body = RoleBody.only(exchange.body(), Set.of("name", "password"));
    String name = RoleBody.demanded(body, "name");
    Optional<Account> account =
        Optional.ofNullable(node.view().directory().people().accounts().get(name))
            .filter(Account::active);
    String address = exchange.request().remotePeer().host();
    Attempt attempt = new Attempt(name, address, RoleBody.demanded(body, "password"));
    if (!right(exchange, attempt, account)) {
      throw new ProblemException(
          401,
          "Not logged in",
          "The name or the password is wrong, or the account may not log in.");
    }
    begun(exchange, 200, callers.begin(account.orElseThrow()), Map.of());
  }

  /**
   * A password that somebody gives.
   *
   * @param address where they are; for a login what the connection says, never what is told, or
   *     each attempt could come from somewhere else
   */
  private record Attempt(String name, String address, String password) {}

  /** Whether a password is right; refused while too many wrong ones have been tried. */
  private boolean right(Exchange exchange, Attempt attempt, Optional<Account> account) {
    Lock turn = attempts.turn(attempt.name(), attempt.address());
    turn.lock();
    try {
      return counted(exchange, attempt, account);
    } finally {
      turn.unlock();
    }
  }

  private boolean counted(Exchange exchange, Attempt attempt, Optional<Account> account) {
    Duration wait = attempts.wait(attempt.name(), attempt.address());
    if (wait.isPositive()) {
      exchange.response().header(Exchange.RETRY_AFTER, Long.toString(wait.toSeconds() + 1));
      throw new ProblemException(
          429,
          "Too many wrong passwords",
          "Too many wrong passwords were given; try again in %d s."
              .formatted(wait.toSeconds() + 1));
    }
    boolean right = passwords.matches(attempt.password(), account.map(Account::password));
    if (right) {
      attempts.succeeded(attempt.name(), attempt.address());
    } else {
      attempts.failed(attempt.name(), attempt.address());
    }
    return right;
  }

  private void begun(
      Exchange exchange, int status, Callers.Begun begun, Map<HeaderName, String> headers) {
    ObjectNode body = Json.mapping().createObjectNode();
    body.put("token", begun.token());
    body.put("expires", SystemView.instant(begun.session().expires()));
    body.putObject("account")
        .put("name", begun.account().name())
        .put("right", AccountRoutes.word(begun.account().right()));
    exchange.json(status, body, headers);
  }

  private void first(Exchange exchange) {
    JsonNode body = RoleBody.only(exchange.body(), Set.of("token", "name", "password"));
    String name = RoleBody.demanded(body, "name");
    String token = Tokens.hash(RoleBody.demanded(body, "token"));
    edits.demandSound(new OfPeople.FirstAccountMade(token, name, new Hidden("")));
    Hidden password = AccountRoutes.hashed(passwords, RoleBody.demanded(body, "password"));
    Receipt receipt =
        edits.propose(
            edits.author(exchange, name, List.of()),
            new OfPeople.FirstAccountMade(token, name, password));
    begun(exchange, 201, callers.begin(seen(name)), AccountRoutes.version(receipt));
  }

  private Account seen(String name) {
    return Optional.ofNullable(node.view().directory().people().accounts().get(name))
        .orElseThrow(
            () -> new ProblemException(409, "Gone", name + " has been deleted meanwhile."));
  }

  private void me(Exchange exchange) {
    Caller caller = exchange.caller();
    ObjectNode body = Json.mapping().createObjectNode();
    body.put("name", caller.name()).put("right", AccountRoutes.word(caller.right()));
    switch (caller) {
      case Caller.Anybody _ -> body.put("kind", "open");
      case Caller.Script script -> {
        body.put("kind", "key");
        script
            .key()
            .expires()
            .ifPresent(expires -> body.put("expires", SystemView.instant(expires)));
      }
      case Caller.Person person ->
          body.put("kind", "session")
              .put("expires", SystemView.instant(person.session().expires()));
    }
    exchange.json(200, body);
  }

  /** Who has logged in; keys and open servers have no session to do anything with. */
  private static Caller.Person person(Exchange exchange) {
    if (exchange.caller() instanceof Caller.Person person) {
      return person;
    }
    throw new ProblemException(
        409, "No session", "Only who has logged in with a password can do this.");
  }

  private void renew(Exchange exchange) {
    Caller.Person person = person(exchange);
    RoleBody.only(exchange.body(), Set.of());
    begun(exchange, 200, callers.renew(person), Map.of());
  }

  private void password(Exchange exchange) {
    Account account = person(exchange).account();
    JsonNode body = RoleBody.only(exchange.body(), Set.of("password", "newPassword"));
    Hidden after = AccountRoutes.hashed(passwords, RoleBody.demanded(body, "newPassword"));
    Attempt attempt =
        new Attempt(
            account.name(), forwarding.address(exchange), RoleBody.demanded(body, "password"));
    if (!right(exchange, attempt, Optional.of(account))) {
      throw new ProblemException(403, "Wrong password", "The present password is another one.");
    }
    AccountEdit edit = new AccountEdit(Optional.empty(), Optional.empty(), Optional.of(after));
    Receipt receipt =
        edits.propose(
            exchange,
            new OfPeople.AccountEdited(account.name(), account.version(), edit, account.name()));
    begun(exchange, 200, callers.begin(seen(account.name())), AccountRoutes.version(receipt));
  }

  private void logout(Exchange exchange) {
    Caller.Person person = person(exchange);
    RoleBody.only(exchange.body(), Set.of());
    // No renewal of it, in whose hands ever, can be good for longer.
    Instant ends = Instant.now().plus(Sessions.LIFE);
    Receipt receipt =
        edits.propose(exchange, new OfPeople.SessionEnded(person.session().id(), ends));
    exchange.response().header(Exchange.VERSION, RoleRoutes.version(receipt));
    exchange.response().status(Status.NO_CONTENT_204).send();
  }
}
