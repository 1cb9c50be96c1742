package org.greenwave.server.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.greenwave.directory.Change;
import org.greenwave.directory.Change.OfNotices;
import org.greenwave.directory.Directory;
import org.greenwave.directory.Directory.Stamp;
import org.greenwave.directory.Grant;
import org.greenwave.directory.GrantReason;
import org.greenwave.directory.Outcome;
import org.greenwave.directory.Refusal;
import org.greenwave.directory.Role;
import org.greenwave.directory.Role.Database;
import org.greenwave.directory.Server;
import org.greenwave.directory.SkipReason;
import org.greenwave.directory.audit.Author;
import org.greenwave.directory.failover.Finding.Severity;
import org.greenwave.directory.notice.Delivery;
import org.greenwave.directory.notice.Destination;
import org.greenwave.directory.notice.NoticeKind;
import org.greenwave.directory.notice.Phase;
import org.greenwave.directory.notice.Recipient;
import org.greenwave.directory.notice.Telling;
import org.greenwave.directory.people.Hidden;
import org.greenwave.server.log.LogCommand;
import org.greenwave.server.log.Receipt;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.node.ObjectNode;

/** What servers keep and tell each other comes back as it was. */
class JsonTest {
  private static final Instant AT = Instant.parse("2026-11-22T12:00:00.123Z");
  private static final Server ALPHA =
      new Server(
          "alpha",
          Server.Kind.DIRECTORY,
          new Server.Endpoints("127.0.0.1", 1, 2, 3, 4),
          "0.1.0",
          Optional.of(
              new Database("jdbc:postgresql://127.0.0.1:5/greenwave", "greenwave", "secret")),
          "0a1b2c3d");
  private static final Role TSS =
      new Role(
          "tss",
          "tss",
          "",
          List.of("alpha"),
          true,
          true,
          new Role.Database("jdbc:postgresql://db/greenwave", "greenwave", "secret"),
          "{}",
          1);

  @Test
  void aDirectoryWithAGrantComesBackEqual() {
    Grant grant =
        new Grant(
            "tss",
            "alpha",
            "0000000001-ab",
            1,
            3,
            AT,
            new GrantReason.HostGone(
                "beta", List.of("alpha"), "alpha", List.of(new SkipReason.NotRunning("beta"))));
    Directory directory =
        after(
            Directory.empty(),
            new Change.Founded("id", "greenwave", ALPHA),
            new Change.RoleCreated(TSS, "anna"),
            new Change.GrantIssued(grant, 0));

    assertThat(Json.read(Json.bytes(directory), Directory.class)).isEqualTo(directory);
  }

  /** A folder may have been written before there were accounts and an audit. */
  @Test
  void whatAnOlderVersionHasWrittenHasNobodyInIt() {
    Directory directory = after(Directory.empty(), new Change.Founded("id", "greenwave", ALPHA));
    ObjectNode older = Json.mapping().valueToTree(directory).deepCopy().asObject();
    older.remove(List.of("people", "audit", "notices"));
    assertThat(Json.read(Json.bytes(older), Directory.class)).isEqualTo(directory);

    String entry =
        """
        {"@type":"Propose","at":"2026-11-22T12:00:00.123Z",
         "change":{"@type":"RoleDeleted","role":"tss","basedOn":4,"by":"anna"}}
        """;
    assertThat(Json.read(entry.getBytes(StandardCharsets.UTF_8), LogCommand.class))
        .isEqualTo(
            new LogCommand.Propose(AT, new Change.RoleDeleted("tss", 4, "anna"), Optional.empty()));
  }

  private static Directory after(Directory before, Change... changes) {
    Directory directory = before;
    for (Change change : changes) {
      directory = ((Outcome.Accepted) directory.apply(change, new Stamp(AT, 3))).directory();
    }
    return directory;
  }

  @Test
  void whoIsToldAndWhatWasToldComesBackEqual() {
    Destination.Email mail =
        new Destination.Email(
            "mail",
            587,
            Destination.Security.TLS,
            "user",
            new Hidden("secret"),
            "a@example.org",
            List.of("b@example.org"));
    Telling telling =
        new Telling(
            NoticeKind.DISK, Phase.BEGAN, Severity.WARNING, "server alpha", "It runs out.", "");
    Directory directory =
        after(
            Directory.empty(),
            new Change.Founded("id", "greenwave", ALPHA),
            new OfNotices.RecipientAdded(new Recipient("room", Severity.INFO, mail, 0), "anna"),
            new OfNotices.NoticesTold(List.of(telling)),
            new OfNotices.NoticesDelivered(List.of(new Delivery("x", "room", AT, false, "No."))));

    assertThat(Json.read(Json.bytes(directory), Directory.class)).isEqualTo(directory);
  }

  @Test
  void logCommandsAndReceiptsComeBackEqual() {
    LogCommand propose =
        new LogCommand.Propose(
            AT,
            new Change.RoleDeleted("tss", 4, "anna"),
            Optional.of(new Author("anna", "10.0.0.1", List.of())));
    LogCommand barrier = new LogCommand.Barrier(900);
    Receipt receipt = new Receipt(7, List.of(new Refusal.EditStale("tss", 3, 4)));

    assertThat(Json.read(Json.bytes(propose), LogCommand.class)).isEqualTo(propose);
    assertThat(Json.read(Json.bytes(barrier), LogCommand.class)).isEqualTo(barrier);
    assertThat(Json.read(Json.bytes(receipt), Receipt.class)).isEqualTo(receipt);
  }

  @Test
  void whatANewerVersionAddsIsPassedOver() {
    String newer = "{\"@type\":\"Barrier\",\"longestLeaseMillis\":900,\"colour\":\"green\"}";

    assertThat(Json.read(newer.getBytes(StandardCharsets.UTF_8), LogCommand.class))
        .isEqualTo(new LogCommand.Barrier(900));
  }

  @Test
  void nestingIsBounded() {
    byte[] deep = ("[".repeat(1_000) + "]".repeat(1_000)).getBytes(StandardCharsets.UTF_8);

    assertThatThrownBy(() -> Json.mapping().readTree(deep)).isInstanceOf(JacksonException.class);
  }
}
