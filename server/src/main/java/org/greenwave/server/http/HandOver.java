package org.greenwave.server.http;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.greenwave.directory.Refusal;
import org.greenwave.directory.Server;
import org.greenwave.directory.failover.Leading;
import org.greenwave.server.core.Node;
import org.greenwave.server.core.VotesChangeException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A hand-over of leadership that a person has asked for; on the leader. */
final class HandOver {
  private static final Logger LOG = LoggerFactory.getLogger(HandOver.class);
  private static final long LIMIT_SECONDS = 6;

  private final Node node;
  private final Edits edits;

  HandOver(Node node, Edits edits) {
    this.node = node;
    this.edits = edits;
  }

  /**
   * Lets another server lead at once, because this one is removed: the others tell it nothing any
   * more. What fails here, the server tries again by itself.
   */
  void away() {
    try {
      Leading.other(edits.situation()).ifPresent(this::to);
    } catch (ProblemException failure) {
      LOG.info("Leadership was not handed on yet: {}", failure.getMessage());
    }
  }

  /**
   * Lets a server lead, and returns when it does.
   *
   * @throws ProblemException when it cannot, or does not in time
   */
  void to(String name) {
    CompletableFuture<Optional<Refusal>> handed = edits.inLoop(() -> asked(name));
    try {
      Optional<Refusal> refusal = handed.get(LIMIT_SECONDS, TimeUnit.SECONDS);
      if (refusal.isPresent()) {
        throw ProblemException.refused(List.of(refusal.get()));
      }
    } catch (ExecutionException | TimeoutException failure) {
      throw new ProblemException(503, "Leadership was not handed over", why(name, failure));
    } catch (InterruptedException failure) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("The server is stopping", failure);
    }
  }

  private static String why(String name, Exception failure) {
    return failure.getCause() instanceof VotesChangeException changing
        ? changing.sentence()
        : name + " did not take the lead in time; it may not have caught up yet. Try again.";
  }

  private CompletableFuture<Optional<Refusal>> asked(String name) {
    Optional<Refusal> refusal = Leading.asked(name, edits.situation());
    if (refusal.isPresent()) {
      return CompletableFuture.completedFuture(refusal);
    }
    Server next = Objects.requireNonNull(node.view().directory().servers().get(name));
    return edits.seat().handLeadershipTo(next).thenApply(_ -> Optional.empty());
  }
}
