package org.greenwave.tss;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.greenwave.role.FencedException;
import org.greenwave.role.Progress;
import org.greenwave.role.Progress.Condition;
import org.greenwave.sensors.Sample;
import org.greenwave.sensors.Unit;
import org.greenwave.tss.ready.WaitingThread;
import org.greenwave.tss.source.Intake;
import org.greenwave.tss.store.Catalogue;
import org.greenwave.tss.store.DayPartitions;
import org.greenwave.tss.store.FencedStore;
import org.greenwave.tss.store.KeptDocuments;
import org.greenwave.tss.store.Registered;
import org.greenwave.tss.store.Registry;
import org.greenwave.tss.store.SampleWriter;
import org.greenwave.tss.store.Submission;
import org.greenwave.tss.store.UnitSpec;

/** One time of being the host: a fence, the writer under it, and the intake that feeds it. */
final class Activation {
  private static final int HANG_TICKS = 40;

  private final long fence;
  private final Catalogue catalogue;
  private final Registry registry;
  private final KeptDocuments documents;
  private final Intake intake = new FencedIntake();
  private final SampleWriter writer;
  private final AtomicLong steps = new AtomicLong();
  private volatile boolean fencedElsewhere;
  private long lastCommits;
  private int idleTicks;

  Activation(
      WaitingThread waiting,
      FencedStore fenced,
      Catalogue catalogue,
      DayPartitions days,
      Consumer<List<Sample>> committed) {
    this.fence = fenced.fence();
    this.catalogue = catalogue;
    this.registry = new Registry(fenced.store());
    this.documents = new KeptDocuments(fenced.store());
    this.writer =
        new SampleWriter(
            waiting,
            fenced,
            days,
            catalogue.clock(),
            samples -> {
              catalogue.committed(samples);
              committed.accept(samples);
            });
  }

  /** Always the same one, so that imports can keep with it what they have loaded. */
  Intake intake() {
    return intake;
  }

  /** What has been submitted is stored, if that is done within the deadline. */
  void stop(Duration deadline) {
    writer.stop(deadline);
  }

  /**
   * Counts a step of work, unless samples wait and nothing has been tried with them for long.
   *
   * @return whether the fence is lost, so that collecting is of no use any more
   */
  boolean tick() {
    long attempts = writer.attempts();
    idleTicks = attempts == lastCommits && writer.waiting() > 0 ? idleTicks + 1 : 0;
    lastCommits = attempts;
    boolean fenced = isFenced();
    if (idleTicks < HANG_TICKS && writer.state() != SampleWriter.State.BROKEN && !fenced) {
      steps.incrementAndGet();
    }
    return fenced;
  }

  /** How far it has come; what is said while samples are written is given. */
  Progress progress(String collecting) {
    long done = steps.get() + writer.attempts();
    if (isFenced()) {
      return new Progress(
          done,
          writer.commits(),
          Condition.FENCED_OFF,
          ("The database refuses fence %d: another server is the host, or the database was"
                  + " restored or replaced.")
              .formatted(fence));
    }
    return switch (writer.state()) {
      case WAITING ->
          new Progress(
              done,
              writer.commits(),
              Condition.WAITING_FOR_DATABASE,
              "%d samples wait for the database: %s".formatted(writer.waiting(), writer.trouble()));
      case BROKEN -> new Progress(done, writer.commits(), Condition.WORKING, writer.trouble());
      case WRITING, STOPPED, FENCED ->
          new Progress(done, writer.commits(), Condition.WORKING, collecting);
    };
  }

  private boolean isFenced() {
    return fencedElsewhere || writer.state() == SampleWriter.State.FENCED;
  }

  /** Delivers under this activation's fence. */
  private final class FencedIntake implements Intake {
    @Override
    public Map<String, Registered> register(String source, List<UnitSpec> units)
        throws SQLException, FencedException {
      Map<String, Registered> registered = fenced(() -> registry.register(fence, source, units));
      catalogue.registered(registered.values());
      return registered;
    }

    @Override
    public void retireOthers(String source, Collection<String> names)
        throws SQLException, FencedException {
      fenced(() -> registry.retireOthers(fence, source, names));
      List<Unit> gone =
          catalogue.units().values().stream()
              .filter(unit -> unit.source().equals(source) && !names.contains(unit.name()))
              .toList();
      gone.forEach(catalogue::retired);
    }

    @Override
    public Optional<CompletableFuture<Integer>> submit(Submission submission) {
      return writer.submit(submission);
    }

    @Override
    public void keep(String name, byte[] document) throws SQLException, FencedException {
      fenced(() -> documents.keep(fence, name, document));
    }

    @Override
    public Optional<byte[]> kept(String name) throws SQLException {
      return documents.find(name);
    }

    @Override
    public long nowMillis() {
      return catalogue.clock().millis();
    }

    private <T> T fenced(Write<T> write) throws SQLException, FencedException {
      try {
        return write.run();
      } catch (FencedException e) {
        fencedElsewhere = true;
        throw e;
      }
    }
  }

  @FunctionalInterface
  private interface Write<T> {
    T run() throws SQLException, FencedException;
  }
}
