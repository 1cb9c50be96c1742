package org.greenwave.server.trust;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.greenwave.directory.Directory;
import org.greenwave.directory.Server;
import org.greenwave.directory.Server.Endpoints;
import org.greenwave.server.trust.Holder.Standing;
import org.greenwave.server.trust.TrustFolder.Realm;

/**
 * Whom this server trusts, and how it shows who it is. Every decision asks the Directory as this
 * server knows it at that moment, so who is removed is refused from then on.
 */
public final class Trust {
  /** For how long a certificate is good; it is renewed when two thirds of that are over. */
  public static final Duration LIFE = Duration.ofDays(90);

  private static final long DAY_SECONDS = 86_400;

  static {
    // A session that is taken up again would go by what its certificate was worth at its beginning.
    System.setProperty("jdk.tls.server.newSessionTicketCount", "0");
  }

  private final Server server;
  private final Keyring system;
  private final Optional<Keyring> directory;
  private final Keyring.Term term;
  private final SSLContext called;
  private volatile Supplier<Directory> record = Directory::empty;
  private volatile Predicate<Holder> votes = _ -> false;
  private volatile Optional<OwnCertificate> door = Optional.empty();

  private Trust(Server server, Keyring system, Optional<Keyring> directory, Keyring.Term term) {
    this.server = server;
    this.system = system;
    this.directory = directory;
    this.term = term;
    called = context(system.keys(), new Peers(system.anchor(), (_, _) -> Optional.empty()));
  }

  /** Makes the authorities of a new system, and its first server's certificates. */
  public static void found(TrustFolder folder, Server first, Duration life) throws IOException {
    folder.forget();
    Keyring.Term term = new Keyring.Term(life, InstantSource.system());
    for (Realm realm : Realm.values()) {
      Keyring.found(folder, realm, first, term);
    }
  }

  /**
   * Makes the certificates of a server in whose folder the authorities stand already.
   *
   * @param since the version of the Directory from which on it records this server
   * @throws IOException when one of the authorities is missing
   */
  public static void certify(TrustFolder folder, Server server, long since, Duration life)
      throws IOException {
    Keyring.Term term = new Keyring.Term(life, InstantSource.system());
    for (Realm realm : Realm.values()) {
      Authority authority =
          folder
              .authority(realm)
              .orElseThrow(() -> new IOException("the keys of an authority are missing"));
      Keyring.Bearer bearer =
          new Keyring.Bearer(Holder.of(server, since), server.endpoints().host());
      Keyring.certify(folder, realm, authority, bearer, term);
    }
  }

  /**
   * Takes up what stands in a folder.
   *
   * @param server this server as it is now
   * @throws IOException with a sentence that says what to do, when that is not enough
   */
  public static Trust open(TrustFolder folder, Server server, Duration life) throws IOException {
    Keyring.Term term = new Keyring.Term(life, InstantSource.system());
    Keyring system =
        Keyring.open(folder, Realm.SYSTEM)
            .orElseThrow(() ->
                new IOException(
                    "The folder has no keys for talking to other servers; let the server join anew"
                        + " with --join and --token, or put back its folder trust."));
    Trust trust = new Trust(server, system, Keyring.open(folder, Realm.DIRECTORY), term);
    if (server.votes() && trust.directory.isEmpty()) {
      throw new IOException(
          "The folder has no keys for keeping the Directory; put back its folder trust.");
    }
    trust.freshen(_ -> {
      throw new IOException("only a Directory server can do that without asking");
    });
    return trust;
  }

  /** Whether what stands in a folder is of no use any more, and cannot be renewed from there. */
  public static boolean ended(TrustFolder folder) throws IOException {
    Optional<Keyring> system = Keyring.open(folder, Realm.SYSTEM);
    return system.isPresent()
        && system.get().authority().isEmpty()
        && system.get().keys().current().ends().isBefore(Instant.now());
  }

  /** Replaces at once what can be replaced without asking anybody. */
  private void freshen(Certifier nobody) throws IOException {
    for (Keyring keyring :
        directory.map(it -> List.of(system, it)).orElseGet(() -> List.of(system))) {
      if (keyring.authority().isPresent() && keyring.due(server.endpoints().host(), term)) {
        keyring.renew(server.endpoints().host(), term, nobody);
      }
    }
    if (system.keys().current().ends().isBefore(term.clock().instant())) {
      throw new ExpiredException(
          server.name(), system.keys().current().ends(), term.clock().instant());
    }
  }

  /** From now on goes by a Directory. */
  public void follow(Supplier<Directory> known) {
    record = known;
  }

  /** From now on also takes those for members of the log who still vote in it. */
  public void alsoVoters(Predicate<Holder> voting) {
    votes = voting;
  }

  /** What the Directory says of a server. */
  public Standing standing(Holder holder) {
    return holder.in(record.get());
  }

  /** Takes a call of another server. */
  public Handshake answer(Socket socket) throws IOException {
    return Handshake.answer(called, socket);
  }

  /** Calls another server; the caller looks whether it is the one that it means. */
  public Handshake call(Socket socket) throws IOException {
    // One of its own for each call: nothing is taken up from an earlier one.
    SSLContext context =
        context(system.keys(), new Peers(system.anchor(), (_, _) -> Optional.empty()));
    return Handshake.call(context, socket);
  }

  /** For requests to the doors that servers have for each other. */
  public SSLContext requests() {
    return context(
        system.keys(),
        new Peers(
            system.anchor(),
            (holder, at) ->
                at.isPresent() && isAt(holder, at.get())
                    ? Optional.empty()
                    : Optional.of("%s is not the server that is to be there".formatted(holder))));
  }

  private boolean isAt(Holder holder, InetSocketAddress at) {
    Server recorded = record.get().servers().get(holder.name());
    if (recorded == null || !holder.is(recorded)) {
      return false;
    }
    Endpoints known = recorded.endpoints();
    return known.host().equals(at.getHostString()) && known.inner() == at.getPort();
  }

  /** For the door that servers have for each other; who shows no certificate is a stranger. */
  public SSLContext innerDoor() {
    return called;
  }

  /** For the door of people; a name of ours gets the system's certificate, others the own one. */
  public SSLContext outerDoor(Optional<OwnCertificate> own) {
    door = own;
    return context(
        own.<X509ExtendedKeyManager>map(it -> new DoorKeys(system.keys(), it))
            .orElse(system.keys()),
        new Peers(system.anchor(), (_, _) -> Optional.of("Nobody is asked for a certificate")));
  }

  /** What this server shows everywhere else. */
  LiveKeys systemKeys() {
    return system.keys();
  }

  /** What this server shows to others in the replicated log. */
  public X509ExtendedKeyManager logKeys() {
    return directory.orElseThrow().keys();
  }

  /**
   * Whom this server takes for a member of the replicated log. Not who is known to be none; who is
   * just being let in may be known to others only, and who still votes is needed until it does not.
   */
  public X509ExtendedTrustManager logPeers() {
    return new Peers(
        directory.orElseThrow().anchor(),
        (holder, _) ->
            standing(holder) == Standing.FORMER && !votes.test(holder)
                ? Optional.of(holder.name() + " keeps the Directory no more")
                : Optional.empty());
  }

  /** The certificate of the system authority. */
  public X509Certificate authority() {
    return system.anchor();
  }

  /** Signs, and tells who has signed. */
  public Seal seal() {
    return new CertifiedSeal(system);
  }

  /** Whether this server can vouch for others. */
  public boolean vouches() {
    return system.authority().isPresent();
  }

  /** Vouches for a server that was let in at a version of the Directory. */
  public Granted grant(Applicant.Keys keys, Server joiner, long since)
      throws GeneralSecurityException {
    Holder holder = Holder.of(joiner, since);
    return new Granted(
        under(system, Applicant.key(keys.server()), holder, joiner),
        joiner.votes()
            ? Optional.of(
                under(directory.orElseThrow(), Applicant.key(keys.directory()), holder, joiner))
            : Optional.empty());
  }

  private Granted.Under under(Keyring ring, PublicKey key, Holder holder, Server joiner) {
    Authority authority = ring.authority().orElseThrow();
    X509Certificate certificate = issue(authority, key, holder, joiner);
    return new Granted.Under(
        Pem.text(authority.certificate()),
        Pem.text(certificate),
        joiner.votes() ? Optional.of(Pem.text(authority.key())) : Optional.empty());
  }

  private X509Certificate issue(Authority authority, PublicKey key, Holder holder, Server of) {
    return authority.issue(
        new Authority.Request(key, holder, of.endpoints().host()),
        term.clock().instant(),
        term.life());
  }

  /** A new certificate for a server that has shown its present one. */
  public X509Certificate renewed(PublicKey key, Holder holder, Server recorded) {
    return issue(system.authority().orElseThrow(), key, holder, recorded);
  }

  /**
   * For how many whole days the certificate that other servers see is still good; below zero when
   * it has ended.
   */
  public int daysLeft() {
    return daysUntil(system.keys().current().ends());
  }

  /** The same of the operator's own one at the door of people; empty when that has none. */
  public Optional<Integer> doorDaysLeft() {
    return door.map(own -> daysUntil(own.current().ends()));
  }

  private int daysUntil(Instant end) {
    long seconds = Duration.between(term.clock().instant(), end).toSeconds();
    return Math.clamp(Math.floorDiv(seconds, DAY_SECONDS), Integer.MIN_VALUE, Integer.MAX_VALUE);
  }

  /** Replaces certificates before they end, until it is interrupted. */
  public Runnable renewal(Certifier certifier) {
    return new Renewal(system, directory, server.endpoints().host(), term, certifier);
  }

  static SSLContext context(X509ExtendedKeyManager keys, X509ExtendedTrustManager peers) {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(new KeyManager[] {keys}, new TrustManager[] {peers}, null);
      return context;
    } catch (GeneralSecurityException missing) {
      throw new IllegalStateException("Every Java has TLS", missing);
    }
  }
}
