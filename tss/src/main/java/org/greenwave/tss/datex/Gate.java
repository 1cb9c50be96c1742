package org.greenwave.tss.datex;

import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.greenwave.role.FencedException;
import org.greenwave.tss.source.Intake;
import org.greenwave.tss.store.Registered;
import org.greenwave.tss.store.Submission;
import org.greenwave.tss.store.UnitSpec;

/** An intake that can be shut: once it is, nothing more is submitted, whoever still tries. */
final class Gate implements Intake {
  private final Intake intake;
  private boolean shut;

  Gate(Intake intake) {
    this.intake = intake;
  }

  /** Shuts it. When this returns, no submission is under way and none will be. */
  synchronized void shut() {
    shut = true;
  }

  synchronized boolean isShut() {
    return shut;
  }

  @Override
  public synchronized Optional<CompletableFuture<Integer>> submit(Submission submission) {
    return shut ? Optional.empty() : intake.submit(submission);
  }

  @Override
  public Map<String, Registered> register(String source, List<UnitSpec> units)
      throws SQLException, FencedException {
    check();
    return intake.register(source, units);
  }

  @Override
  public void retireOthers(String source, Collection<String> names)
      throws SQLException, FencedException {
    check();
    intake.retireOthers(source, names);
  }

  @Override
  public void keep(String name, byte[] document) throws SQLException, FencedException {
    check();
    intake.keep(name, document);
  }

  @Override
  public Optional<byte[]> kept(String name) throws SQLException {
    return intake.kept(name);
  }

  @Override
  public long nowMillis() {
    return intake.nowMillis();
  }

  private void check() throws SQLException {
    if (isShut()) {
      throw new SQLException("The source was stopped.");
    }
  }
}
