package org.greenwave.server.realtime;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Real-time priority for the threads that send and answer beats: however busy the machine is, the
 * kernel lets them run as soon as they have something to do. Each asks for it itself, of Linux;
 * where it is not granted, nothing else happens. What the process may do is the same for all its
 * threads.
 */
public enum Realtime {
  /** Nobody has asked for it. */
  OFF,
  /** The kernel has granted it. */
  IN_FORCE,
  /** The kernel has refused it: the process may not ask for it. */
  DENIED,
  /** This is no Linux, or its C library is not as it is known. */
  NOT_KNOWN_HERE;

  private static final Logger LOG = LoggerFactory.getLogger(Realtime.class);

  /** First in, first out: until it waits, or something more urgent comes. */
  private static final int SCHED_FIFO = 1;

  /** Threads that the process starts from such a one do not inherit it. */
  private static final int SCHED_RESET_ON_FORK = 0x40000000;

  /** Above everything ordinary, below the kernel's own threads. */
  private static final int PRIORITY = 5;

  /** In the C library, 0 is the calling thread. */
  private static final int CALLING_THREAD = 0;

  private static final int NOT_PERMITTED = 1;
  private static final String ERRNO = "errno";
  private static volatile boolean granted;

  /** The word that people know it by. */
  public String words() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /**
   * Starts a thread that carries beats, with real-time priority where a loop of this process has
   * it. It is one of the platform: a virtual one waits for a carrier as long as others compute, and
   * a server that hears late takes those whom it hears for silent.
   */
  public static void start(String name, Runnable task) {
    startOrdinary(
        name,
        () -> {
          enter();
          task.run();
        });
  }

  /** Starts a thread that carries beats once it has {@link #enter entered}: a stranger may call. */
  public static void startOrdinary(String name, Runnable task) {
    Thread.ofPlatform().daemon().name(name).start(task);
  }

  /**
   * Starts a thread that an election waits for: one of the platform, or a virtual one where the
   * process may have no more of those.
   */
  public static void startAnyhow(String name, Runnable task) {
    try {
      startOrdinary(name, task);
    } catch (OutOfMemoryError none) {
      LOG.warn("{} gets a virtual thread: {}", name, none.getMessage());
      Thread.ofVirtual().name(name).start(task);
    }
  }

  /** Gives the calling thread what a loop of this process has. */
  public static void enter() {
    if (granted) {
      ask();
    }
  }

  /** Asks for it, for the calling thread, which has to be one of the platform. */
  public static Realtime ask() {
    if (!System.getProperty("os.name", "").equals("Linux") || Thread.currentThread().isVirtual()) {
      return NOT_KNOWN_HERE;
    }
    try {
      int errno = setScheduler();
      if (errno == 0) {
        granted = true;
        return IN_FORCE;
      }
      LOG.info(
          "Beats are sent without real-time priority: {}.",
          errno == NOT_PERMITTED ? "the process may not have it" : "error " + errno);
      return DENIED;
    } catch (Throwable failure) {
      LOG.info("Beats are sent without real-time priority: {}", failure.toString());
      return NOT_KNOWN_HERE;
    }
  }

  /** The error number; 0 when it was granted. What is called is a function of the C library. */
  @SuppressWarnings("restricted")
  private static int setScheduler() throws Throwable {
    Linker linker = Linker.nativeLinker();
    SymbolLookup library = linker.defaultLookup();
    StructLayout captured = Linker.Option.captureStateLayout();
    VarHandle errno = captured.varHandle(MemoryLayout.PathElement.groupElement(ERRNO));
    MethodHandle call =
        linker.downcallHandle(
            library.findOrThrow("sched_setscheduler"),
            FunctionDescriptor.of(
                ValueLayout.JAVA_INT,
                ValueLayout.JAVA_INT,
                ValueLayout.JAVA_INT,
                ValueLayout.ADDRESS),
            Linker.Option.captureCallState(ERRNO));
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = arena.allocate(captured);
      MemorySegment priority = arena.allocateFrom(ValueLayout.JAVA_INT, PRIORITY);
      int result =
          (int) call.invokeExact(state, CALLING_THREAD, SCHED_FIFO | SCHED_RESET_ON_FORK, priority);
      return result == 0 ? 0 : (int) errno.get(state, 0L);
    }
  }
}
