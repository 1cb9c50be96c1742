package org.greenwave.proving.security;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.greenwave.directory.Server;
import org.greenwave.directory.Server.Endpoints;
import org.greenwave.directory.Server.Kind;
import org.greenwave.proving.Verdict;
import org.greenwave.proving.Wait;
import org.greenwave.server.config.ConfigurationException;
import org.greenwave.server.join.JoinRequest;
import org.greenwave.server.join.Joining;
import org.greenwave.server.join.Tokens;
import org.greenwave.server.trust.Applicant;

/** Ways into a system with a token that is not good for that. */
final class JoinAttempts {
  private static final int SECRET = 48;

  private final SecureSystem system;
  private final Verdict verdict;

  JoinAttempts(SecureSystem system, Verdict verdict) {
    this.system = system;
    this.verdict = verdict;
  }

  void make() throws Exception {
    String good = system.token("{\"kind\":\"expansion\"}");
    refused("a token whose secret is altered", "zeta", Kind.EXPANSION, altered(good));
    refused("a token of an expansion server for a Directory server", "zeta", Kind.DIRECTORY, good);
    refused("a token for a name that is taken", "beta", Kind.EXPANSION, good);
    String replacing = system.token("{\"replaces\":\"beta\"}");
    refused("a token that replaces beta for another name", "zeta", Kind.DIRECTORY, replacing);
    refused("a token that replaces beta, which runs", "beta", Kind.DIRECTORY, replacing);
    expired();
    pins(good);
    verdict.check(
        ask("zeta", Kind.EXPANSION, system.api("alpha").toString(), good).isEmpty(),
        "after all that the token itself lets one server in");
    refused("the same token a second time", "eta", Kind.EXPANSION, good);
    process(good);
    removed("zeta");
    verdict.check(
        system.directory().servers().keySet().equals(Set.copyOf(SecureSystem.SERVERS)),
        "the record names the system's own servers only");
  }

  /** The server that was let in is taken out again, or it would count as lost. */
  private void removed(String name) throws IOException, InterruptedException {
    int status = system.admin().send("DELETE", "/api/v1/servers/" + name, "", Map.of()).status();
    verdict.check(status == 200, "the server that was let in is removed again: " + status);
  }

  private void expired() throws IOException, InterruptedException {
    String brief = system.token("{\"kind\":\"expansion\",\"lifeSeconds\":1}");
    Wait.out(Duration.ofMillis(1_500));
    refused("a token whose second is over", "zeta", Kind.EXPANSION, brief);
  }

  private static String altered(String token) {
    char other = token.charAt(0) == '0' ? '1' : '0';
    return other + token.substring(1);
  }

  /** Who stands between hears nothing of the token, whatever it shows. */
  private void pins(String token) throws Exception {
    String other = token.substring(0, SECRET + 1) + "0".repeat(64);
    Optional<String> why = ask("zeta", Kind.EXPANSION, system.api("alpha").toString(), other);
    verdict.check(
        why.orElse("").contains("nothing was sent to it"),
        "a token with another pin: " + why.orElse("let in"));
    var authority = Papers.certificate(system.trust("alpha", "system-authority.pem"));
    Forger forger = Forger.alike(authority);
    Instant now = Instant.now();
    Papers own =
        forger.papers("urn:greenwave:alpha:f:0", now.minusSeconds(60), now.plusSeconds(600));
    try (FalseSystem itsOwn = new FalseSystem(own, forger.authority());
        FalseSystem genuine = new FalseSystem(own, authority)) {
      between("its own authority", itsOwn, token);
      between("the system's authority, which did not vouch for it", genuine, token);
    }
  }

  private void between(String shows, FalseSystem liar, String token) {
    Optional<String> why = ask("zeta", Kind.EXPANSION, liar.address(), token);
    boolean told = liar.heard().stream().anyMatch(it -> it.contains(token.substring(0, SECRET)));
    verdict.check(
        why.isPresent() && !told && liar.heard().size() == 1,
        "somebody between, who shows %s, heard %d request and not the token: %s"
            .formatted(shows, liar.heard().size(), why.orElse("let in")));
  }

  /** A whole server, as an operator would start it. */
  private void process(String used) throws IOException {
    OptionalInt code = system.tryToJoin("theta", "theta", used);
    String said = Files.readString(system.log("theta"));
    verdict.check(
        code.orElse(0) != 0
            && !Files.exists(system.folder("theta").resolve("membership.json"))
            && !Files.exists(system.folder("theta").resolve("trust")),
        "a server started with a used token ended with %s, and has neither membership nor keys: %s"
            .formatted(code.orElse(0), said.lines().reduce((_, last) -> last).orElse("")));
  }

  private void refused(String what, String name, Kind kind, String token) {
    Optional<String> why = ask(name, kind, system.api("alpha").toString(), token);
    verdict.check(why.isPresent(), what + ": " + why.orElse("let in"));
  }

  /** Why a server was not let in; empty when it was. */
  private static Optional<String> ask(String name, Kind kind, String at, String token) {
    Server joiner =
        new Server(
            name,
            kind,
            new Endpoints("127.0.0.9", 1, 2, 3, 4),
            "0.1.0",
            Optional.empty(),
            "f-" + name);
    Tokens.Whole whole = Tokens.whole(token).orElseThrow();
    try {
      var let =
          Joining.ask(at, whole, new JoinRequest(whole.secret(), joiner, new Applicant().keys()));
      return let.servers().isEmpty() ? Optional.of("let in to nothing") : Optional.empty();
    } catch (ConfigurationException refused) {
      return Optional.of(String.valueOf(refused.getMessage()));
    }
  }
}
