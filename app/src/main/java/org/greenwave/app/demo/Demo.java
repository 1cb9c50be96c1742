package org.greenwave.app.demo;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.greenwave.app.cluster.Child;
import org.greenwave.app.cluster.Cluster;
import org.greenwave.app.cluster.WorkFolder;

/**
 * One demo from its first process to its last. However it ends, also by Ctrl-C or SIGTERM, no
 * process and no data is left.
 */
final class Demo implements Cluster.Listener {
  /** The exit code when the laws did not hold. */
  static final int NOT_HELD = 1;

  /** The exit code when it was refused: a port is in use. */
  static final int REFUSED = 2;

  /** The exit code when something could not be started or did not answer. */
  static final int FAILED = 3;

  private static final Duration RESTART = Duration.ofMillis(700);

  private final DemoOptions options;
  private final Timeline timeline;
  private volatile boolean ending;

  Demo(DemoOptions options, Timeline timeline) {
    this.options = options;
    this.timeline = timeline;
  }

  /** Runs the demo and returns the exit code. */
  int run() throws IOException, InterruptedException {
    Optional<String> trouble = DemoPorts.trouble(options);
    if (trouble.isPresent()) {
      timeline.bad(trouble.get());
      return REFUSED;
    }
    WorkFolder folder =
        WorkFolder.create(Path.of(System.getProperty("java.io.tmpdir")), "greenwave-demo-");
    Cluster cluster = new Cluster(folder, RESTART, this);
    Thread hook = Thread.ofPlatform().name("demo's end").unstarted(() -> end(cluster, folder));
    Runtime.getRuntime().addShutdownHook(hook);
    try {
      return new DemoPlay(options, folder.path(), cluster, timeline).play();
    } catch (Exception e) {
      return tellFailure(e);
    } finally {
      end(cluster, folder);
    }
  }

  private int tellFailure(Exception e) throws InterruptedException {
    if (e instanceof InterruptedException interrupted) {
      throw interrupted;
    }
    if (!ending) {
      timeline.bad(e.getMessage() == null ? e.toString() : e.getMessage());
    }
    return FAILED;
  }

  private synchronized void end(Cluster cluster, WorkFolder folder) {
    if (ending) {
      return;
    }
    ending = true;
    timeline.step("Stopping all processes.");
    cluster.close();
    try {
      folder.close();
      timeline.good("Nothing is left: no process, no data.");
    } catch (IOException e) {
      timeline.bad("The folder " + folder.path() + " could not be deleted: " + e.getMessage());
    }
  }

  @Override
  public void ended(Child child) {
    timeline.step(child.name() + "'s process " + child.pid() + " has ended; it is started again.");
  }

  @Override
  public void startedAgain(Child child) {
    timeline.step(child.name() + " is started again (process " + child.pid() + ").");
  }
}
