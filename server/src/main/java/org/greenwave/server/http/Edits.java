package org.greenwave.server.http;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.greenwave.directory.Change;
import org.greenwave.directory.Change.RoleEdit;
import org.greenwave.directory.Directory;
import org.greenwave.directory.Directory.Stamp;
import org.greenwave.directory.Outcome;
import org.greenwave.directory.Refusal;
import org.greenwave.directory.Role;
import org.greenwave.directory.RoleDifference;
import org.greenwave.directory.audit.Author;
import org.greenwave.directory.audit.Difference;
import org.greenwave.directory.failover.Moves;
import org.greenwave.directory.failover.Situation;
import org.greenwave.server.codec.Json;
import org.greenwave.server.core.DirectorySeat;
import org.greenwave.server.core.Node;
import org.greenwave.server.host.PluginException;
import org.greenwave.server.host.RoleType;
import org.greenwave.server.log.NotLeadingException;
import org.greenwave.server.log.Receipt;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Changes of the Directory on people's behalf, made on the leader. */
final class Edits {
  private static final long PROPOSE_SECONDS = 10;

  private final Node node;
  private final Forwarding forwarding;

  Edits(Node node, Forwarding forwarding) {
    this.node = node;
    this.forwarding = forwarding;
  }

  DirectorySeat seat() {
    return node.seat()
        .orElseThrow(
            () -> new ProblemException(503, "No leader", "This server keeps no Directory."));
  }

  /** Proposes a change of a caller's and waits until this server has seen it. */
  Receipt propose(Exchange exchange, Change change) {
    return propose(author(exchange, exchange.caller().name(), List.of()), change);
  }

  /** Who asks, by the name that is told with the request. */
  Author author(Exchange exchange, String name, List<Difference> noted) {
    return new Author(name, forwarding.address(exchange), noted);
  }

  /** Proposes an author's change and waits until this server has seen it. */
  Receipt propose(Author author, Change change) {
    return landed(seat().log().propose(change, Optional.of(author)));
  }

  /** Begins to move a role. */
  Receipt move(Exchange exchange, String role, String server) {
    String by = exchange.caller().name();
    Author author = author(exchange, by, List.of());
    return landed(
        inLoop(() ->
            switch (Moves.ask(role, server, by, situation())) {
              case Moves.Answer.Begin(Change.MoveBegun change) ->
                  seat().propose(role, change, author);
              case Moves.Answer.No(Refusal refusal) ->
                  CompletableFuture.completedFuture(new Receipt(0, List.of(refusal)));
            }));
  }

  /** Proposes a change of servers, unless what is seen of them now speaks against it. */
  Receipt propose(Author author, Change change, Function<Situation, Optional<Refusal>> check) {
    return landed(
        inLoop(() ->
            check
                .apply(situation())
                .map(refusal -> CompletableFuture.completedFuture(new Receipt(0, List.of(refusal))))
                .orElseGet(() -> seat().log().propose(change, Optional.of(author)))));
  }

  /**
   * Refuses at once what the Directory would refuse as it is. Whoever may ask without a login must
   * not make the log grow, nor let much be computed, by what is not granted anyway.
   */
  void demandSound(Change change) {
    var _ =
        landed(
            inLoop(() ->
                CompletableFuture.completedFuture(
                    new Receipt(0, refusals(change, situation().directory())))));
  }

  private static List<Refusal> refusals(Change change, Directory directory) {
    return directory.apply(change, new Stamp(Instant.now(), 0))
            instanceof Outcome.Refused(List<Refusal> reasons)
        ? reasons
        : List.of();
  }

  <T> CompletableFuture<T> inLoop(Supplier<CompletableFuture<T>> action) {
    CompletableFuture<T> done = new CompletableFuture<>();
    node.loop()
        .post(() ->
            action
                .get()
                .whenComplete((value, failure) -> {
                  if (failure == null) {
                    done.complete(value);
                  } else {
                    done.completeExceptionally(failure);
                  }
                }));
    return done;
  }

  /** The databases that the system has the passwords of. */
  KnownDatabases databases() {
    return new KnownDatabases(node.view().directory());
  }

  Situation situation() {
    return node.situation().orElseThrow();
  }

  private Receipt landed(CompletableFuture<Receipt> proposed) {
    try {
      Receipt receipt = proposed.get(PROPOSE_SECONDS, TimeUnit.SECONDS);
      if (!receipt.accepted()) {
        throw ProblemException.refused(receipt.refusals());
      }
      node.view().seen(receipt.version()).get(PROPOSE_SECONDS, TimeUnit.SECONDS);
      return receipt;
    } catch (ExecutionException failure) {
      throw unknown(failure.getCause());
    } catch (TimeoutException failure) {
      throw unknown(failure);
    } catch (InterruptedException failure) {
      Thread.currentThread().interrupt();
      throw unknown(failure);
    }
  }

  /** What a leader had begun when it lost the lead, the next one may finish. */
  private static ProblemException unknown(@Nullable Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    return cause instanceof NotLeadingException
        ? new ProblemException(
            503,
            "Leader changed",
            "The Directory has changed its leader meanwhile; look whether the change was made"
                + " before you repeat it.")
        : new ProblemException(
            503,
            "Outcome unknown",
            "The change was not confirmed in time; look whether it was made before you repeat it.");
  }

  /** What an edit would do, by the same rules that would do it. */
  ObjectNode preview(Role before, RoleEdit edit, String by) {
    Directory directory = node.view().directory();
    Change.RoleEdited change = new Change.RoleEdited(before.name(), before.version(), edit, by);
    ObjectNode preview = Json.mapping().createObjectNode();
    switch (directory.apply(change, new Stamp(Instant.now(), 0))) {
      case Outcome.Refused refused -> {
        preview.put("accepted", false).putArray("sentences");
        refused.reasons().stream().map(Refusal::sentence).forEach(preview.putArray("reasons")::add);
      }
      case Outcome.Accepted(Directory after) -> {
        preview.put("accepted", true).putArray("reasons");
        preview
            .putArray("sentences")
            .add("You have " + RoleDifference.sentence(before, edit.of(before)))
            .add(outcome(before.name(), after));
      }
    }
    return preview;
  }

  private String outcome(String role, Directory after) {
    Situation now = situation();
    Situation then = new Situation(after, now.sightings(), now.nowMillis(), now.at());
    return RoleView.outcome(Objects.requireNonNull(after.roles().get(role)), then);
  }

  /** Refuses settings that the role type's plug-in finds unsound. */
  void check(String type, String settings) {
    RoleType known =
        node.hosts()
            .types()
            .type(type)
            .orElseThrow(() ->
                new ProblemException(
                    422,
                    "Unknown role type",
                    "There is no role type \"%s\" here; there is %s."
                        .formatted(
                            type, String.join(", ", node.hosts().types().sound().keySet()))));
    List<String> problems = problems(known, settings);
    if (!problems.isEmpty()) {
      throw new ProblemException(
          422, "Settings are not sound", String.join(" ", problems), problems);
    }
  }

  private List<String> problems(RoleType type, String settings) {
    try {
      return type.check(settings);
    } catch (PluginException failure) {
      throw new ProblemException(
          500,
          "The plug-in failed",
          ("The settings are not saved: the plug-in for %s %s when %s asked it to check them. Give"
                  + " it other settings, or replace it.")
              .formatted(type.facts().type(), failure.clause(), node.identity().name()));
    }
  }

  /** What a role of a type starts with. */
  String defaultSettings(String type) {
    return node.hosts().types().type(type).map(it -> it.facts().defaultSettings()).orElse("{}");
  }
}
