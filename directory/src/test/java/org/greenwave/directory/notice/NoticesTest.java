package org.greenwave.directory.notice;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.greenwave.directory.Change;
import org.greenwave.directory.Change.OfNotices;
import org.greenwave.directory.Directory;
import org.greenwave.directory.Facts;
import org.greenwave.directory.Grant;
import org.greenwave.directory.GrantReason;
import org.greenwave.directory.Outcome;
import org.greenwave.directory.audit.Author;
import org.greenwave.directory.failover.Finding.Severity;
import org.greenwave.directory.people.Hidden;
import org.junit.jupiter.api.Test;

/** How what is told is kept in the Directory. */
class NoticesTest {
  private static final Telling WEAK =
      new Telling(
          NoticeKind.DIRECTORY_WEAK,
          Phase.BEGAN,
          Severity.WARNING,
          "directory",
          "2 of 3 Directory servers are up; the Directory would not survive another loss.",
          "Bring it back.");

  private static Recipient recipient(String name, Severity least) {
    return new Recipient(
        name, least, new Destination.Webhook("https://example.org/in", new Hidden("")), 0);
  }

  private static Facts told(Facts facts, Telling... tellings) {
    return facts.change(new OfNotices.NoticesTold(List.of(tellings)));
  }

  private static Facts started() {
    return Facts.of("alpha", "beta")
        .change(new OfNotices.RecipientAdded(recipient("all", Severity.INFO), "anna"))
        .change(new OfNotices.RecipientAdded(recipient("night", Severity.ERROR), "anna"));
  }

  private static Facts failedOver(Facts facts) {
    Grant grant =
        new Grant(
            "tss",
            "beta",
            "1",
            1,
            1,
            Facts.NOON,
            new GrantReason.HostGone("alpha", List.of("beta"), "beta", List.of()));
    return facts.change(new Change.GrantIssued(grant, 0));
  }

  @Test
  void aFailoverIsToldInTheVeryChangeWithItsReason() {
    List<Notice> latest = failedOver(started()).directory().notices().latest();
    assertThat(latest).hasSize(1);
    Telling telling = latest.getFirst().telling();
    assertThat(telling.kind()).isEqualTo(NoticeKind.FAILOVER);
    assertThat(telling.sentence())
        .isEqualTo("beta takes over because the process on alpha has ended (seen by beta).");
    assertThat(latest.getFirst().waiting()).containsExactly("all");
  }

  @Test
  void withoutRecipientsNothingIsKept() {
    assertThat(failedOver(Facts.of("alpha", "beta")).directory().notices()).isEqualTo(Notices.NONE);
  }

  @Test
  void whatTwoLeadersDecideIsToldOnce() {
    Directory directory = told(told(started(), WEAK), WEAK).directory();
    assertThat(directory.notices().latest()).hasSize(1);
    Telling over =
        new Telling(WEAK.kind(), Phase.OVER, WEAK.severity(), WEAK.about(), "It would again.", "");
    Directory after = told(told(told(started(), WEAK), over), over).directory();
    assertThat(after.notices().latest()).hasSize(2);
    assertThat(after.notices().ongoing()).isEmpty();
  }

  @Test
  void idsAreNeverUsedTwiceAlsoWhenAnOlderDirectoryIsBroughtBack() {
    Directory before = started().directory();
    Change change = new OfNotices.NoticesTold(List.of(WEAK));
    List<String> ids =
        IntStream.of(0, 1)
            .mapToObj(second -> new Directory.Stamp(Facts.NOON.plusSeconds(second), 1))
            .map(stamp -> (Outcome.Accepted) before.apply(change, stamp))
            .map(outcome -> outcome.directory().notices().latest().getFirst().id())
            .toList();
    assertThat(ids).doesNotHaveDuplicates();
  }

  @Test
  void whatHasArrivedWaitsNoMoreAndWhatHasNotStays() {
    Facts facts = failedOver(started());
    String id = facts.directory().notices().latest().getFirst().id();
    Facts failed =
        facts.change(delivered(new Delivery(id, "all", Facts.NOON, false, "It answered 500.")));
    assertThat(failed.directory().notices().latest().getFirst().waiting()).containsExactly("all");
    assertThat(contact(failed).failing()).isTrue();
    Instant later = Facts.NOON.plusSeconds(2);
    Facts arrived = failed.change(delivered(new Delivery(id, "all", later, true, "")));
    assertThat(arrived.directory().notices().latest().getFirst().waiting()).isEmpty();
    assertThat(contact(arrived).failing()).isFalse();
    assertThat(contact(arrived).failure()).isEqualTo("It answered 500.");
  }

  private static OfNotices delivered(Delivery delivery) {
    return new OfNotices.NoticesDelivered(List.of(delivery));
  }

  private static Contact contact(Facts facts) {
    return Objects.requireNonNull(facts.directory().notices().contacts().get("all"));
  }

  @Test
  void whoIsRemovedIsNotWaitedFor() {
    Facts facts = failedOver(started());
    long version =
        Objects.requireNonNull(facts.directory().notices().recipients().get("all")).version();
    Notices after =
        facts.change(new OfNotices.RecipientRemoved("all", version, "anna")).directory().notices();
    assertThat(after.latest().getFirst().waiting()).isEmpty();
  }

  @Test
  void whatHasArrivedIsForgottenFirst() {
    Facts facts = failedOver(started());
    String first = facts.directory().notices().latest().getFirst().id();
    Telling test =
        new Telling(NoticeKind.TEST, Phase.HAPPENED, Severity.INFO, "x", "A sentence.", "");
    for (int many = 0; many < Notices.LATEST_LIMIT; many++) {
      facts = told(facts, test);
      String id = facts.directory().notices().latest().getLast().id();
      facts = facts.change(delivered(new Delivery(id, "all", Facts.NOON, true, "")));
    }
    assertThat(facts.directory().notices().latest())
        .hasSize(Notices.LATEST_LIMIT)
        .first()
        .extracting(Notice::id)
        .isEqualTo(first);
  }

  @Test
  void theAuditTellsOfEditsAndOfNoSecret() {
    Directory before = Facts.of("alpha", "beta").directory();
    Directory.Stamp stamp =
        new Directory.Stamp(Facts.NOON, 1, Optional.of(new Author("anna", "10.0.0.1", List.of())));
    Recipient one = webhook("https://hooks.example.org/T1/abc", "a first secret 1");
    Directory added = after(before, new OfNotices.RecipientAdded(one, "anna"), stamp);
    Recipient other = webhook("https://hooks.example.org/T1/xyz", "a second secret 2");
    Directory edited =
        after(added, new OfNotices.RecipientEdited(other, version(added), "anna"), stamp);
    String audit = edited.audit().toString();
    assertThat(audit)
        .contains("recipient-added", "https://hooks.example.org", "rest of the URL", "(changed)")
        .doesNotContain("abc", "xyz", "first secret", "second secret");
    assertThat(edited.notices().toString()).doesNotContain("second secret");
  }

  private static long version(Directory directory) {
    return Objects.requireNonNull(directory.notices().recipients().get("hook")).version();
  }

  private static Recipient webhook(String url, String secret) {
    return new Recipient(
        "hook", Severity.INFO, new Destination.Webhook(url, new Hidden(secret)), 0);
  }

  private static Directory after(Directory before, Change change, Directory.Stamp stamp) {
    return ((Outcome.Accepted) before.apply(change, stamp)).directory();
  }
}
