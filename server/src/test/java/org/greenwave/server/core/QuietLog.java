package org.greenwave.server.core;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.greenwave.directory.Change;
import org.greenwave.directory.Server;
import org.greenwave.directory.audit.Author;
import org.greenwave.server.log.ConsensusLog;
import org.greenwave.server.log.Receipt;

/** A log in which alpha leads and nothing ever comes about, unless a test has it do otherwise. */
class QuietLog implements ConsensusLog {
  @Override
  public CompletableFuture<Receipt> propose(Change change, Optional<Author> author) {
    return CompletableFuture.failedFuture(new IllegalStateException("no answer came"));
  }

  @Override
  public CompletableFuture<Void> barrier(long longestLeaseMillis) {
    return new CompletableFuture<>();
  }

  @Override
  public Optional<String> leader() {
    return Optional.of("alpha");
  }

  @Override
  public long term() {
    return 1;
  }

  @Override
  public void leaderEnded(String leader, List<String> candidates) {}

  @Override
  public Set<String> voters() {
    return Set.of();
  }

  @Override
  public void heard(Server server, String incarnation) {}

  @Override
  public Set<String> absent() {
    return Set.of();
  }

  @Override
  public CompletableFuture<Void> admit(Server server) {
    return new CompletableFuture<>();
  }

  @Override
  public CompletableFuture<Void> expel(String voter) {
    return new CompletableFuture<>();
  }

  @Override
  public CompletableFuture<Void> handLeadershipTo(Server next, long limitMillis) {
    return new CompletableFuture<>();
  }

  @Override
  public void close() {}
}
