package org.greenwave.server;

import ch.qos.logback.classic.LoggerContext;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.greenwave.server.config.Build;
import org.greenwave.server.config.Configuration;
import org.greenwave.server.config.ConfigurationException;
import org.greenwave.server.core.ExpelledException;
import org.greenwave.server.host.RoleHangs;
import org.greenwave.server.http.DoorShutException;
import org.greenwave.server.log.StoppedLogException;
import org.greenwave.server.log.UnreadableEntryException;
import org.greenwave.server.log.UnwritableLogException;
import org.greenwave.server.logging.ServerLog;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;

/** Runs a server in the foreground until it is told to stop. */
public final class Main {
  /** The exit code of a process that has broken a law of ours. */
  private static final int LAW_BROKEN = 70;

  /** The exit code of a process that a role has ended. */
  private static final int ROLE_HANGS = 71;

  /**
   * The exit code of a server that belongs to the system no more; starting it again is of no use.
   */
  private static final int EXPELLED = 72;

  /** Where the data folder keeps what the server was last started with. */
  private static final String LAST_START = "last-start.conf";

  private Main() {}

  /** The version of this software. */
  public static String release() {
    return Build.THIS.release();
  }

  /**
   * Runs a server.
   *
   * @param arguments flags with values, as {@code --name alpha}
   * @return the exit code: 0 stopped in order, 1 could not run, 2 refused its configuration, 72
   *     belongs to the system no more
   */
  public static int run(List<String> arguments) {
    SLF4JBridgeHandler.removeHandlersForRootLogger();
    SLF4JBridgeHandler.install();
    try {
      Configuration configuration = Configuration.of(arguments);
      ServerLog.open(log(), configuration.log());
      Thread.setDefaultUncaughtExceptionHandler(Main::ended);
      try (RunningServer server = RunningServer.start(configuration, Main::broken)) {
        writeDown(configuration);
        System.out.println(server.greeting());
        awaitStop(server);
      }
      return 0;
    } catch (ConfigurationException refused) {
      System.err.println(refused.getMessage());
      return 2;
    } catch (ExpelledException expelled) {
      System.err.println(expelled.getMessage());
      return EXPELLED;
    } catch (IOException | RuntimeException | Error failure) {
      LoggerFactory.getLogger(Main.class).debug("Starting failed", failure);
      System.err.println("The server cannot run: " + Causes.sentence(failure));
      return UnreadableEntryException.in(failure).isPresent() ? LAW_BROKEN : 1;
    }
  }

  private static LoggerContext log() {
    return (LoggerContext) LoggerFactory.getILoggerFactory();
  }

  /** What the server was started with, for who has to find out later. */
  private static void writeDown(Configuration configuration) {
    try {
      Files.write(configuration.data().resolve(LAST_START), configuration.given());
    } catch (IOException failure) {
      LoggerFactory.getLogger(Main.class)
          .warn("The configuration could not be written down: {}", failure.getMessage());
    }
  }

  private static void awaitStop(RunningServer server) {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch stopped = new CountDownLatch(1);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  asked.countDown();
                  server.close();
                  ServerLog.close(log());
                  stopped.countDown();
                },
                "stop"));
    try {
      asked.await();
      stopped.await();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /** A thread has ended of a failure that nobody expected. */
  private static void ended(Thread thread, Throwable failure) {
    LoggerFactory.getLogger(Main.class)
        .error("The thread {} has ended; this is a defect of the software.", thread, failure);
  }

  /** A law is broken: stop with the facts; the lease and the other servers do the rest. */
  private static void broken(Throwable failure) {
    Logger log = LoggerFactory.getLogger(Main.class);
    if (failure instanceof RoleHangs hangs) {
      log.error("{} The process ends, so that it can host again.", hangs.getMessage());
      halt(ROLE_HANGS);
    }
    if (failure instanceof ExpelledException) {
      log.error("{} The process ends.", failure.getMessage());
      halt(EXPELLED);
    }
    if (failure instanceof UnreadableEntryException
        || failure instanceof UnwritableLogException
        || failure instanceof StoppedLogException
        || failure instanceof DoorShutException) {
      log.error("{} The process ends.", failure.getMessage());
      halt(LAW_BROKEN);
    }
    log.error("A law is broken; this server stops, and others take over.", failure);
    halt(LAW_BROKEN);
  }

  private static void halt(int code) {
    ServerLog.close(log());
    Runtime.getRuntime().halt(code);
  }
}
