package org.greenwave.app.cluster;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * The processes of one run. They end with it, in the opposite order of their start; those that are
 * kept are started again when they end before that.
 */
public final class Cluster implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(20);
  private static final int TAIL = 15;
  private static final Listener NOBODY =
      new Listener() {
        @Override
        public void ended(Child child) {}

        @Override
        public void startedAgain(Child child) {}
      };

  /** Hears what happens to processes. Calls come from any thread and must return at once. */
  public interface Listener {
    /** A kept process has ended without having been asked to, and is about to start again. */
    void ended(Child child);

    /** A kept process has been started again. */
    void startedAgain(Child child);
  }

  private final WorkFolder folder;
  private final Listener listener;
  private final Duration restartDelay;
  private final Map<String, Child> children = new HashMap<>();
  private final List<String> order = new ArrayList<>();
  private final ScheduledExecutorService restarts =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("restarts").factory());
  private boolean closed;

  /** An empty cluster of which no process is kept: what ends stays down until it is started. */
  public Cluster(WorkFolder folder) {
    this(folder, Duration.ZERO, NOBODY);
  }

  /** An empty cluster that keeps its list of processes in a folder. */
  public Cluster(WorkFolder folder, Duration restartDelay, Listener listener) {
    this.folder = folder;
    this.restartDelay = restartDelay;
    this.listener = listener;
  }

  /** Ends with this process, too, when somebody asks that to end. */
  public void endWithThisProcess() {
    Runtime.getRuntime()
        .addShutdownHook(Thread.ofPlatform().name("run's end").unstarted(this::close));
  }

  /** From now on, starts a process again whenever it ends; to be asked for once it was ready. */
  public void keep(Child child) {
    var _ = child.process().onExit().thenRun(() -> restart(child));
  }

  /** Starts a process; it stays ended when it ends, until it is kept. */
  public synchronized Child start(Launch launch) throws IOException {
    if (closed) {
      throw new IOException("The run ends; " + launch.name() + " is not started.");
    }
    Process process = Session.builder(launch).start();
    process.getOutputStream().close();
    folder.record(process.toHandle());
    Child child = new Child(launch, process);
    children.put(launch.name(), child);
    order.remove(launch.name());
    order.add(launch.name());
    return child;
  }

  private synchronized void restart(Child dead) {
    if (!closed) {
      listener.ended(dead);
      var _ = restarts.schedule(() -> again(dead), restartDelay.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  private void again(Child dead) {
    try {
      Child child = start(dead.launch());
      keep(child);
      listener.startedAgain(child);
    } catch (IOException e) {
      restart(dead);
    }
  }

  /** The process that bears a name now. */
  public synchronized Child child(String name) {
    return Optional.ofNullable(children.get(name))
        .orElseThrow(() -> new IllegalArgumentException("There is no process " + name + "."));
  }

  /**
   * Waits until a process is ready.
   *
   * @throws ClusterException when it ends or takes too long, with the last lines of its log
   */
  public void awaitReady(Child child) throws ClusterException {
    Launch launch = child.launch();
    long until = System.nanoTime() + launch.patience().toNanos();
    while (!launch.ready().ready()) {
      if (!child.alive()) {
        throw failed(child, " ended before it was ready, with code " + child.process().exitValue());
      }
      if (System.nanoTime() - until > 0) {
        throw failed(child, " was not ready after " + launch.patience().toSeconds() + " s");
      }
      LockSupport.parkNanos(POLL.toNanos());
    }
  }

  private static ClusterException failed(Child child, String what) {
    List<String> tail = LogTail.of(child.launch().log(), TAIL);
    return new ClusterException(
        child.name() + what + ". The end of its log:\n    " + String.join("\n    ", tail));
  }

  /** Ends all processes, the last started first, and waits until they are gone. */
  @Override
  public void close() {
    for (Child child : closing()) {
      child.stop();
    }
  }

  private synchronized List<Child> closing() {
    closed = true;
    restarts.shutdownNow();
    List<String> names = new ArrayList<>(order);
    Collections.reverse(names);
    return names.stream().map(this::child).toList();
  }
}
