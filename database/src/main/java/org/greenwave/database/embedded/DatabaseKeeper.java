package org.greenwave.database.embedded;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Keeps one PostgreSQL running: starts or adopts it, starts it again when it dies, with pauses that
 * grow to a bound, and stops it in order at the end.
 *
 * <p>States: starting → keeping → (died → pause → starting) … → stopped.
 */
public final class DatabaseKeeper implements AutoCloseable {
  private static final Duration SHORTEST_PAUSE = Duration.ofMillis(100);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);
  private static final Duration SOUND_RUN = Duration.ofMinutes(1);

  private final KeeperSettings settings;
  private final Consumer<String> says;
  private final CompletableFuture<Void> asked = new CompletableFuture<>();
  private final CompletableFuture<Void> stopped = new CompletableFuture<>();
  private EmbeddedSettings wanted;
  private Duration pause = SHORTEST_PAUSE;
  private volatile @Nullable EmbeddedPostgres latest;

  private DatabaseKeeper(KeeperSettings settings, Consumer<String> says) {
    this.settings = settings;
    this.says = says;
    this.wanted = settings.postgres();
  }

  /**
   * Keeps a PostgreSQL as the work of this whole process: until SIGTERM, or Ctrl-C, or, if asked
   * for, the end of the parent.
   *
   * @param says told each thing that happens, one sentence each
   * @throws EmbeddedPostgresException when it cannot be started the first time
   */
  public static void run(KeeperSettings settings, Consumer<String> says) throws IOException {
    DatabaseKeeper keeper = new DatabaseKeeper(settings, says);
    Thread atExit = Thread.ofPlatform().name("stop-database").unstarted(keeper::close);
    Runtime.getRuntime().addShutdownHook(atExit);
    if (settings.stopWithParent()) {
      ParentWatch.parent().ifPresent(parent -> parent.onExit().thenRun(keeper::ask));
    }
    keeper.keep(keeper.start());
  }

  /**
   * Keeps a PostgreSQL beside the work of this process, until it is closed. One that is killed with
   * this process goes on alone.
   *
   * @param says told each thing that happens, one sentence each
   * @throws EmbeddedPostgresException when it cannot be started the first time
   */
  public static DatabaseKeeper begin(EmbeddedSettings settings, Consumer<String> says)
      throws IOException {
    DatabaseKeeper keeper = new DatabaseKeeper(new KeeperSettings(settings, false), says);
    EmbeddedPostgres first = keeper.start();
    Thread.ofVirtual().name("database").start(() -> keeper.keepBeside(first));
    return keeper;
  }

  /** The PostgreSQL that is kept: its address and account stay, however often it is started. */
  public EmbeddedPostgres postgres() {
    return Objects.requireNonNull(latest, "it has been started");
  }

  /** Asks for the stop and waits until the PostgreSQL has ended. */
  @Override
  public void close() {
    ask();
    stopped.join();
  }

  private void ask() {
    asked.complete(null);
  }

  private void keepBeside(EmbeddedPostgres first) {
    try {
      keep(first);
    } catch (IOException e) {
      says.accept("PostgreSQL is kept no longer: %s".formatted(e.getMessage()));
    }
  }

  private void keep(EmbeddedPostgres first) throws IOException {
    try {
      keepOne(first);
      while (!asked.isDone()) {
        awaitPause();
        keepNext();
      }
    } finally {
      stopped.complete(null);
    }
  }

  private EmbeddedPostgres start() throws IOException {
    EmbeddedPostgres postgres = EmbeddedPostgres.start(wanted);
    // The port that was free once is kept: clients know it now.
    wanted = wanted.withPort(postgres.port());
    latest = postgres;
    return postgres;
  }

  /** A start that fails later on is told and tried again: what is in the way may go away. */
  private void keepNext() throws IOException {
    if (asked.isDone()) {
      return;
    }
    try {
      keepOne(start());
    } catch (EmbeddedPostgresException e) {
      says.accept(e.getMessage());
    } catch (IOException e) { // a full disk refuses what is written before the start
      says.accept("PostgreSQL cannot be started: %s.".formatted(e.getMessage()));
    }
  }

  /** Returns when it has died, or was stopped because that was asked for. */
  private void keepOne(EmbeddedPostgres postgres) throws IOException {
    long began = System.nanoTime();
    Closeable watch = settings.stopWithParent() ? ParentWatch.over(postgres) : () -> {};
    // Only now: who reads it may end this process, and the PostgreSQL must end with it.
    says.accept(running(postgres));
    try {
      CompletableFuture.anyOf(asked, postgres.ended()).join();
      boolean dead = !postgres.running();
      postgres.stop();
      says.accept(
          "PostgreSQL (process %d) %s."
              .formatted(postgres.pid(), dead ? "has died" : "was stopped"));
    } finally {
      watch.close();
    }
    if (System.nanoTime() - began > SOUND_RUN.toNanos()) {
      pause = SHORTEST_PAUSE;
    }
  }

  private static String running(EmbeddedPostgres postgres) {
    String how = postgres.adopted() ? "was found running and adopted" : "runs";
    return "PostgreSQL (process %d) %s at %s.".formatted(postgres.pid(), how, postgres.url());
  }

  private void awaitPause() {
    asked.copy().completeOnTimeout(null, pause.toMillis(), TimeUnit.MILLISECONDS).join();
    Duration longer = pause.multipliedBy(2);
    pause = longer.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : longer;
  }
}
