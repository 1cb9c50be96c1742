package org.greenwave.proving.security;

import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import org.greenwave.directory.Directory;
import org.greenwave.directory.Server;
import org.greenwave.proving.Verdict;
import org.greenwave.proving.Wait;
import org.greenwave.server.wire.WireMessage;
import org.greenwave.server.wire.WireMessage.HandedOver;
import org.greenwave.server.wire.WireMessage.Hello;

/** Calls to wire, log and inner door with certificates that are not good there. */
final class CertificateAttempts {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int REMOVED = 72;
  private static final int BRIEF_MILLIS = 1_500;
  private static final long HIGH = 1_000_000;

  private final SecureSystem system;
  private final Verdict verdict;
  private final Directory directory;
  private final Doors doors;

  CertificateAttempts(SecureSystem system, Verdict verdict) throws Exception {
    this.system = system;
    this.verdict = verdict;
    directory = system.directory();
    doors = new Doors(SecureSystem.ADDRESS, system.port("alpha"));
  }

  void make() throws Exception {
    Papers beta = server(system.folder("beta"));
    letIn(beta);
    attempt("no certificate", Papers.NONE, Papers.NONE);
    forged();
    verdict.check(
        !doors.engineSpeaks(beta), "the log does not speak to a certificate of servers alone");
    Doors.Call lie = doors.wire(beta, words("gamma"), Doors.PATIENCE_MILLIS);
    verdict.check(lie.refused(), "beta's certificate with gamma's name: " + told(lie));
    removed();
  }

  private Server recorded(String server) {
    return Objects.requireNonNull(directory.servers().get(server));
  }

  /** Says hello as a server, and a word that would move the role. */
  private List<WireMessage> words(String server) {
    return List.of(hello(server), new HandedOver("tss", HIGH));
  }

  private Hello hello(String server) {
    return new Hello(directory.id(), recorded(server), "0000000001-00000000", List.of());
  }

  private static Papers server(Path folder) throws Exception {
    return Papers.in(folder, "server.pem", "system-authority.pem");
  }

  private static Papers log(Path folder) throws Exception {
    return Papers.in(folder, "directory.pem", "directory-authority.pem");
  }

  /** What is refused to others is there for who belongs to the system. */
  private void letIn(Papers beta) throws Exception {
    Doors.Call call = doors.wire(beta, List.of(hello("beta")), BRIEF_MILLIS);
    verdict.check(call.open(), "beta's own certificate is let in on the wire");
    verdict.check(
        doors.engineSpeaks(log(system.folder("beta"))), "and by the log, with that for it");
    int status = doors.inner(beta, "GET", "/api/v1/status", "");
    verdict.check(status == 401, "and at the inner door, which then asks for a login: " + status);
  }

  private void forged() throws Exception {
    X509Certificate authority = Papers.certificate(system.trust("alpha", "system-authority.pem"));
    X509Certificate forLog = Papers.certificate(system.trust("alpha", "directory-authority.pem"));
    Instant now = Instant.now();
    Instant then = now.minus(Duration.ofDays(2));
    attempt(
        "a certificate of another authority of the same name",
        Forger.alike(authority).papers(urn(), then, now.plusSeconds(600)),
        Forger.alike(forLog).papers(urn(), then, now.plusSeconds(600)));
    Forger own = new Forger(authority, Papers.key(system.trust("alpha", "system-authority.key")));
    Forger ownForLog =
        new Forger(forLog, Papers.key(system.trust("alpha", "directory-authority.key")));
    Papers fresh = own.papers(urn(), then, now.plusSeconds(600));
    verdict.check(
        doors.wire(fresh, List.of(hello("beta")), BRIEF_MILLIS).open(),
        "a certificate that was made likewise, with the stolen key, is let in");
    Instant ended = now.minusSeconds(5);
    attempt(
        "a certificate that ended 5 s ago",
        own.papers(urn(), then, ended),
        ownForLog.papers(urn(), then, ended));
    Papers early = own.papers(urn(), now.plus(Duration.ofDays(1)), now.plus(Duration.ofDays(2)));
    verdict.check(
        doors.wire(early, List.of(hello("beta")), BRIEF_MILLIS).open(),
        "one that begins tomorrow is let in: a clock may be behind, and only its end counts");
    attempt(
        "a certificate of the system that names no server",
        own.papers("urn:other", then, now.plusSeconds(600)),
        ownForLog.papers("urn:other", then, now.plusSeconds(600)));
  }

  private String urn() {
    return "urn:greenwave:beta:" + recorded("beta").folderId() + ":1";
  }

  private void attempt(String what, Papers papers, Papers forLog)
      throws GeneralSecurityException, InterruptedException {
    Doors.Call wire = doors.wire(papers, words("beta"), Doors.PATIENCE_MILLIS);
    boolean speaks = doors.engineSpeaks(forLog);
    int inner = doors.inner(papers, "GET", "/api/v1/status", "");
    verdict.check(
        wire.refused() && !speaks && (inner == 0 || inner == 403),
        "%s: on the wire %s, the log %s, the inner door %s"
            .formatted(
                what, told(wire), speaks ? "speaks" : "says nothing", inner == 0 ? "shut" : inner));
  }

  private static String told(Doors.Call call) {
    return call.refused() ? "nothing, and cut off" : "'%s', %s".formatted(brief(call), call.open());
  }

  private static String brief(Doors.Call call) {
    return call.heard().substring(0, Math.min(200, call.heard().length()));
  }

  /** A server is removed; somebody has a copy of its folder. */
  private void removed() throws Exception {
    Path stolen = system.stolen("gamma");
    int status = system.admin().send("DELETE", "/api/v1/servers/gamma", "", Map.of()).status();
    boolean ended = Wait.until(PATIENCE, () -> !system.alive("gamma"));
    OptionalInt code = system.exitCode("gamma");
    verdict.check(
        status == 200 && ended && code.orElse(0) == REMOVED,
        "gamma is removed (%d), and ended with %d".formatted(status, code.orElse(0)));
    Doors.Call wire = doors.wire(server(stolen), words("gamma"), Doors.PATIENCE_MILLIS);
    verdict.check(
        !wire.open() && !wire.heard().contains("Published") && !wire.heard().contains("Snapshot"),
        "with its keys the wire tells nothing but that it is removed, and ends: " + brief(wire));
    boolean speaks = doors.engineSpeaks(log(stolen));
    int inner = doors.inner(server(stolen), "GET", "/api/v1/status", "");
    int renewed = doors.inner(server(stolen), "POST", "/servers/certificate", "{\"key\":\"x\"}");
    verdict.check(
        !speaks && inner == 403 && renewed == 403,
        "with its keys the log %s, the inner door answers %d, and to a renewal %d"
            .formatted(speaks ? "speaks" : "says nothing", inner, renewed));
  }
}
