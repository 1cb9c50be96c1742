package org.greenwave.directory.failover;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.greenwave.directory.failover.Finding.Severity;
import org.greenwave.directory.notice.NoticeKind;

/** What is said of a server's disk and certificates before they run out. */
final class RunningOut {
  private static final int FREE_PERCENT = 10;
  private static final int URGENT_PERCENT = 3;
  private static final int DAYS = 14;
  private static final int URGENT_DAYS = 3;

  private RunningOut() {}

  static List<Finding> of(String server, Reserves reserves) {
    List<Finding> findings = new ArrayList<>();
    reserves.dataFreePercent().flatMap(free -> disk(server, free)).ifPresent(findings::add);
    reserves.certificateDays().flatMap(days -> system(server, days)).ifPresent(findings::add);
    reserves.doorCertificateDays().flatMap(days -> own(server, days)).ifPresent(findings::add);
    return findings;
  }

  private static Optional<Finding> disk(String server, int freePercent) {
    return freePercent >= FREE_PERCENT
        ? Optional.empty()
        : Optional.of(
            new Finding(
                    freePercent < URGENT_PERCENT ? Severity.ERROR : Severity.WARNING,
                    "server " + server,
                    "%d %% of the data disk of %s is free.".formatted(freePercent, server),
                    "Make room, or give it a larger disk; a full disk stops the server.")
                .toldAs(NoticeKind.DISK));
  }

  private static Optional<Finding> system(String server, int days) {
    return certificate(
        days,
        "server " + server,
        "The certificate of " + server,
        "Renew it; other servers refuse one that has ended.");
  }

  /** The operator's own: nobody else renews it. */
  private static Optional<Finding> own(String server, int days) {
    return certificate(
        days,
        Finding.HTTPS + server,
        "The certificate for HTTPS on " + server,
        "Put a new one and its key into their files; they are read within a second.");
  }

  private static Optional<Finding> certificate(
      int days, String about, String which, String advice) {
    String ends = "ends within " + (days == 0 ? "a day" : (days + 1) + " days");
    return days >= DAYS
        ? Optional.empty()
        : Optional.of(
            new Finding(
                    days < URGENT_DAYS ? Severity.ERROR : Severity.WARNING,
                    about,
                    "%s %s.".formatted(which, days < 0 ? "has ended" : ends),
                    advice)
                .toldAs(NoticeKind.CERTIFICATE));
  }
}
