package org.greenwave.server.people;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;
import org.greenwave.directory.people.Account;
import org.greenwave.directory.people.People;
import org.greenwave.server.join.Tokens;

/** Knows callers by what they show: a session's token or a key. */
public final class Callers {
  private static final String BEARER = "Bearer ";

  private final Supplier<People> people;
  private final InstantSource clock;
  private final boolean loginsRequired;
  private final Sessions sessions = new Sessions();

  /**
   * By the people of the moment.
   *
   * @param loginsRequired false to take who shows nothing for an administrator
   */
  public Callers(Supplier<People> people, InstantSource clock, boolean loginsRequired) {
    this.people = people;
    this.clock = clock;
    this.loginsRequired = loginsRequired;
  }

  /**
   * Who calls.
   *
   * @param authorization what the header of that name says
   * @return empty when what is shown is not, or no longer, good
   */
  public Optional<Caller> of(Optional<String> authorization) {
    if (authorization.isEmpty()) {
      return loginsRequired ? Optional.empty() : Optional.of(new Caller.Anybody());
    }
    return token(authorization.get()).flatMap(this::shown);
  }

  private static Optional<String> token(String header) {
    return header.regionMatches(true, 0, BEARER, 0, BEARER.length())
        ? Optional.of(header.substring(BEARER.length()).strip())
        : Optional.empty();
  }

  /** When a session that is shown was over by this server's clock; empty if that is not it. */
  public Optional<Instant> over(Optional<String> authorization) {
    return authorization
        .flatMap(Callers::token)
        .flatMap(token -> sessions.read(token, people.get().sessionSecret()))
        .map(Session::expires)
        .filter(expires -> !now().isBefore(expires));
  }

  /** What time it is to this server. */
  public Instant now() {
    return clock.instant();
  }

  private Optional<Caller> shown(String token) {
    People now = people.get();
    return now.key(Tokens.hash(token), clock.instant())
        .<Caller>map(Caller.Script::new)
        .or(() -> sessions.read(token, now.sessionSecret()).flatMap(it -> person(it, now)));
  }

  private Optional<Caller> person(Session session, People now) {
    boolean over =
        now.ended().containsKey(session.id()) || !clock.instant().isBefore(session.expires());
    return Optional.ofNullable(now.accounts().get(session.account()))
        .filter(account -> !over && account.active() && account.epoch() == session.epoch())
        .map(account -> new Caller.Person(account, session));
  }

  /** Begins a session of an account; the token that stands for it comes with it. */
  public Begun begin(Account account) {
    return told(account, sessions.begin(account, clock.instant()));
  }

  /** Lets a session last its whole life from now on. */
  public Begun renew(Caller.Person person) {
    return told(person.account(), sessions.renewed(person.session(), clock.instant()));
  }

  private Begun told(Account account, Session session) {
    return new Begun(account, session, sessions.token(session, people.get().sessionSecret()));
  }

  /** A session and what stands for it. */
  public record Begun(Account account, Session session, String token) {}
}
