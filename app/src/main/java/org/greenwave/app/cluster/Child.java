package org.greenwave.app.cluster;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A process that was started, with what may be done to it. */
public final class Child {
  private static final Duration FAMILY = Duration.ofSeconds(1);

  private final Launch launch;
  private final Process process;

  Child(Launch launch, Process process) {
    this.launch = launch;
    this.process = process;
  }

  /** What people call it. */
  public String name() {
    return launch.name();
  }

  /** The number that the operating system gave it. */
  public long pid() {
    return process.pid();
  }

  /** Whether it still is a process; a frozen one is. */
  public boolean alive() {
    return process.isAlive();
  }

  /** The code that it ended with; empty while it is alive. */
  public OptionalInt exitCode() {
    return alive() ? OptionalInt.empty() : OptionalInt.of(process.exitValue());
  }

  /** Ends it at once, as a power cut would: SIGKILL. */
  public void kill() {
    process.destroyForcibly();
  }

  /** Stops it from running while it stays a process: SIGSTOP. */
  public void freeze() throws IOException {
    signal("STOP");
  }

  /** Lets a frozen one go on: SIGCONT. */
  public void resume() throws IOException {
    signal("CONT");
  }

  private void signal(String signal) throws IOException {
    Process kill = new ProcessBuilder("kill", "-" + signal, Long.toString(pid())).start();
    kill.getOutputStream().close();
    if (!sent(kill)) {
      throw new IOException("Cannot send SIG" + signal + " to " + name() + " (" + pid() + ").");
    }
  }

  /** The end of a process is known a moment before its exit code is. */
  private static boolean sent(Process kill) {
    try {
      return kill.waitFor(5, TimeUnit.SECONDS) && kill.exitValue() == 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Asks it to end and waits; then what it has left behind, and itself if it does not listen. */
  void stop() {
    List<ProcessHandle> family = process.descendants().toList();
    process.destroy();
    wake();
    if (!ended(process.toHandle(), launch.toEnd())) {
      process.destroyForcibly();
    }
    family.forEach(ProcessHandle::destroy);
    long until = System.nanoTime() + FAMILY.toNanos();
    for (ProcessHandle member : family) {
      if (!ended(member, Duration.ofNanos(Math.max(1, until - System.nanoTime())))) {
        member.destroyForcibly();
      }
    }
    family.forEach(member -> ended(member, FAMILY));
    ended(process.toHandle(), FAMILY);
  }

  /** A frozen process would hear of its end only after it may go on. */
  private void wake() {
    try {
      if (alive()) {
        resume();
      }
    } catch (IOException e) {
      process.destroyForcibly();
    }
  }

  private static boolean ended(ProcessHandle handle, Duration patience) {
    try {
      handle.onExit().get(patience.toNanos(), TimeUnit.NANOSECONDS);
      return true;
    } catch (TimeoutException | ExecutionException e) {
      return !handle.isAlive();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return !handle.isAlive();
    }
  }

  Process process() {
    return process;
  }

  Launch launch() {
    return launch;
  }
}
