package org.greenwave.proving.security;

import org.greenwave.proving.Options;
import org.greenwave.proving.Trial;
import org.greenwave.proving.Verdict;

/** What somebody who means harm can try from outside, against a system with everything on. */
public final class SecurityTrial implements Trial {
  private static final int ROUNDS = 5;

  @Override
  public String claim() {
    return "Who has no right to it gets nothing out of any door, and holds nobody else up.";
  }

  @Override
  public void run(Options options, Verdict verdict) throws Exception {
    verdict.tell("starting three servers with HTTPS and logins");
    try (SecureSystem system = SecureSystem.start();
        Whole whole = new Whole(system, verdict)) {
      Burden burden = new Burden(system, verdict);
      attempt(whole, verdict, "looking for secrets", new Leaks(system, verdict)::look);
      attempt(whole, verdict, "asking for everything", new RightsTable(system, verdict)::make);
      attempt(whole, verdict, "joining with bad tokens", new JoinAttempts(system, verdict)::make);
      CertificateAttempts papers = new CertificateAttempts(system, verdict);
      attempt(whole, verdict, "showing false certificates", papers::make);
      attempt(whole, verdict, "plain words", new PlainAttempts(system, verdict)::make);
      attempt(whole, verdict, "looking at ports", () -> OpenPorts.check(system, verdict));
      attempt(whole, verdict, "scanning", new Scan(system, verdict)::make);
      int rounds = options.brief() ? 1 : ROUNDS;
      for (int round = 0; round < rounds; round++) {
        attempt(whole, verdict, "sending too much", burden::oversize);
        attempt(whole, verdict, "handshakes that fail", burden::failing);
        attempt(whole, verdict, "sending slowly", burden::slow);
        attempt(whole, verdict, "coming in crowds", burden::many);
      }
      attempt(whole, verdict, "all that", new Leaks(system, verdict)::look);
      whole.beats();
    }
  }

  /** What can fail. */
  private interface Attempt {
    void make() throws Exception;
  }

  /** One that breaks off does not keep the others from being made. */
  private static void attempt(Whole whole, Verdict verdict, String what, Attempt attempt)
      throws Exception {
    verdict.tell("— " + what);
    try {
      attempt.make();
    } catch (InterruptedException e) {
      throw e;
    } catch (Exception | AssertionError e) {
      verdict.broken(e);
    }
    whole.check(what);
  }
}
