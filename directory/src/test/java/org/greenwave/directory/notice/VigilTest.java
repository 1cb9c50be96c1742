package org.greenwave.directory.notice;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.greenwave.directory.Change;
import org.greenwave.directory.Change.OfNotices;
import org.greenwave.directory.Directory;
import org.greenwave.directory.Facts;
import org.greenwave.directory.Outcome;
import org.greenwave.directory.failover.Beat;
import org.greenwave.directory.failover.Finding;
import org.greenwave.directory.failover.Findings;
import org.greenwave.directory.failover.Reserves;
import org.greenwave.directory.people.Hidden;
import org.junit.jupiter.api.Test;

/** What is told, when, and how often. */
class VigilTest {
  private static final long HOLD_MILLIS = Notices.DEFAULT_HOLD_MILLIS;

  /** Somebody who is told everything. */
  static final Recipient ROOM =
      new Recipient(
          "room",
          Finding.Severity.INFO,
          new Destination.Webhook("http://127.0.0.1:9/", new Hidden("")),
          0);

  private final List<String> told = new ArrayList<>();
  private Directory directory =
      Facts.of("alpha", "beta").change(new OfNotices.RecipientAdded(ROOM, "anna")).directory();
  private final Set<String> unheard = new HashSet<>();
  private Vigil vigil = Vigil.NONE;
  private long nowMillis;
  private Instant at = Facts.NOON;

  /** Looks at findings for a while, once a second, and commits what is to be told. */
  private void look(Duration time, List<Finding> findings) {
    for (long second = 0; second <= time.toSeconds(); second++) {
      Vigil.Look look =
          vigil.look(
              new Vigil.Scene(
                  findings, directory.notices(), directory, nowMillis, at, Set.copyOf(unheard)));
      vigil = look.vigil();
      if (!look.tellings().isEmpty()) {
        Change change = new OfNotices.NoticesTold(look.tellings());
        look.tellings().forEach(it -> told.add(it.phase() + " " + it.sentence()));
        Directory.Stamp stamp = new Directory.Stamp(at, 1);
        directory = ((Outcome.Accepted) directory.apply(change, stamp)).directory();
      }
      nowMillis += 1_000;
      at = at.plusSeconds(1);
    }
  }

  private static List<Finding> disk(int freePercent) {
    return found(NoticeKind.DISK, new Reserves(Optional.of(freePercent), Optional.empty()));
  }

  private static List<Finding> certificate(int days) {
    return found(NoticeKind.CERTIFICATE, new Reserves(Optional.empty(), Optional.of(days)));
  }

  private static List<Finding> found(NoticeKind kind, Reserves reserves) {
    Beat beat = new Beat("beta", "1", 1, 0, "0.1.0", Map.of(), Map.of(), Map.of(), reserves, false);
    return Findings.of(Facts.of("alpha", "beta").heard(beat).situation()).stream()
        .filter(finding -> finding.told().equals(Optional.of(kind)))
        .toList();
  }

  @Test
  void whatPassesIsNotTold() {
    look(Duration.ofMillis(HOLD_MILLIS - 1_000), List.of(Findings.unheard("alpha")));
    look(Duration.ofMinutes(1), List.of());
    look(Duration.ofMillis(HOLD_MILLIS - 1_000), List.of(Findings.unheard("alpha")));
    assertThat(told).isEmpty();
  }

  @Test
  void whatStaysIsToldOnceThenOnceADayAndWhenItIsOver() {
    Finding finding = Findings.unheard("alpha");
    look(Duration.ofHours(1), List.of(finding));
    assertThat(told).containsExactly("BEGAN " + finding.sentence());
    look(Duration.ofHours(24), List.of(finding));
    assertThat(told).hasSize(2).last().isEqualTo("GOES_ON " + finding.sentence());
    look(Duration.ofSeconds(5), List.of());
    look(Duration.ofSeconds(5), List.of(finding));
    assertThat(told).hasSize(2);
    look(Duration.ofMinutes(1), List.of());
    assertThat(told).hasSize(3).last().isEqualTo("OVER A leader of the Directory is heard again.");
  }

  @Test
  void aClockThatWasAYearAheadOnceSilencesNothing() {
    Finding finding = Findings.unheard("alpha");
    look(Duration.ofMinutes(1), List.of(finding));
    at = at.plus(Duration.ofDays(365));
    look(Duration.ofSeconds(1), List.of(finding));
    assertThat(told).hasSize(2).last().isEqualTo("GOES_ON " + finding.sentence());
    at = at.minus(Duration.ofDays(364));
    look(Duration.ofSeconds(1), List.of(finding));
    assertThat(told).hasSize(3).last().isEqualTo("GOES_ON " + finding.sentence());
    look(Duration.ofSeconds(5), List.of(finding));
    assertThat(told).hasSize(3);
  }

  @Test
  void aDiskThatFillsUpIsToldAgainWhenItIsUrgentAndNotForEveryPercent() {
    assertThat(disk(10)).isEmpty();
    look(Duration.ofMinutes(1), disk(9));
    look(Duration.ofMinutes(1), disk(5));
    look(Duration.ofMinutes(1), disk(2));
    look(Duration.ofMinutes(1), disk(3));
    look(Duration.ofMinutes(1), disk(2));
    assertThat(told)
        .containsExactly(
            "BEGAN 9 % of the data disk of beta is free.",
            "BEGAN 2 % of the data disk of beta is free.");
    look(Duration.ofMinutes(5), List.of());
    look(Duration.ofMinutes(1), disk(9));
    assertThat(told).hasSize(2);
    look(Duration.ofMinutes(11), List.of());
    assertThat(told).last().isEqualTo("OVER The data disk of beta has room again.");
  }

  @Test
  void certificatesThatEndSoonAreFound() {
    assertThat(certificate(14)).isEmpty();
    assertThat(certificate(13).getFirst().sentence())
        .isEqualTo("The certificate of beta ends within 14 days.");
    assertThat(certificate(0).getFirst().severity()).isEqualTo(Finding.Severity.ERROR);
    assertThat(certificate(-1).getFirst().sentence())
        .isEqualTo("The certificate of beta has ended.");
  }

  private static List<Finding> door(int days, int systemDays) {
    return found(
        NoticeKind.CERTIFICATE,
        new Reserves(Optional.empty(), Optional.of(systemDays)).door(Optional.of(days)));
  }

  /** Beside the system's own, which somebody else renews. */
  @Test
  void theOperatorsCertificateIsToldOfByItself() {
    assertThat(door(14, 14)).isEmpty();
    look(Duration.ofMinutes(1), door(13, 60));
    look(Duration.ofMinutes(1), door(2, 13));
    look(Duration.ofMinutes(1), door(-1, 13));
    look(Duration.ofMinutes(11), door(300, 13));
    assertThat(told)
        .containsExactly(
            "BEGAN The certificate for HTTPS on beta ends within 14 days.",
            "BEGAN The certificate for HTTPS on beta ends within 3 days.",
            "BEGAN The certificate of beta ends within 14 days.",
            "OVER The certificate for HTTPS on beta is good for longer again.");
    assertThat(door(-1, 60).getFirst().sentence())
        .isEqualTo("The certificate for HTTPS on beta has ended.");
  }

  /** Nobody has renewed anything or made room. */
  @Test
  void aServerThatIsOffDoesNotSayThatItsCertificateOrDiskIsWell() {
    List<Finding> both = Stream.of(door(2, 60), disk(1)).flatMap(List::stream).toList();
    look(Duration.ofMinutes(1), both);
    assertThat(told).hasSize(2).allMatch(it -> it.startsWith("BEGAN"));
    unheard.add("beta");
    look(Duration.ofHours(1), List.of());
    unheard.clear();
    look(Duration.ofMinutes(1), both);
    assertThat(told).hasSize(2);
    look(Duration.ofMinutes(11), List.of());
    assertThat(told)
        .hasSize(4)
        .contains(
            "OVER The certificate for HTTPS on beta is good for longer again.",
            "OVER The data disk of beta has room again.");
  }

  @Test
  void aRoleThatHasGoneHasNoHostAgain() {
    Facts facts = Facts.of("alpha", "beta").warm("beta");
    List<Finding> findings =
        Findings.of(facts.situation()).stream()
            .filter(finding -> finding.told().equals(Optional.of(NoticeKind.NO_HOST)))
            .toList();
    look(Duration.ofMinutes(1), findings);
    assertThat(told).hasSize(1).first().asString().startsWith("BEGAN tss has no working host.");
    long version = facts.role().version();
    directory =
        ((Outcome.Accepted)
                directory.apply(new Change.RoleDeleted("tss", version, "anna"), Facts.stamp(1)))
            .directory();
    look(Duration.ofMinutes(1), List.of());
    assertThat(told).last().isEqualTo("OVER There is no role tss any more.");
  }

  @Test
  void whileARoleHasNoHostNothingIsSaidOfItsStandbys() {
    Finding standby = finding(NoticeKind.NO_STANDBY, "tss has no usable standby.");
    Finding host = finding(NoticeKind.NO_HOST, "tss has no working host.");
    look(Duration.ofMinutes(1), List.of(standby));
    look(Duration.ofMinutes(1), List.of(host));
    look(Duration.ofMinutes(1), List.of(standby));
    look(Duration.ofMinutes(1), List.of());
    assertThat(told)
        .containsExactly(
            "BEGAN tss has no usable standby.",
            "BEGAN tss has no working host.",
            "OVER tss has a working host again.",
            "OVER tss has a usable standby again.");
  }

  private static Finding finding(NoticeKind kind, String sentence) {
    return new Finding(Finding.Severity.ERROR, "role tss", sentence, "", Optional.of(kind));
  }
}
