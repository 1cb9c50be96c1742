package org.greenwave.server.watch;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Optional;

/**
 * A thread's own table of open files, unshare(2). When a process is killed, the kernel takes its
 * memory down before it closes the files that its threads share, which takes tens of milliseconds.
 * A table that only one thread has is closed as soon as that thread has ended: at once.
 *
 * <p>In such a thread a number means another file than elsewhere, so it may use only what it opens
 * itself: it must neither log, nor load classes, nor be woken by another thread's selector, nor
 * start a thread, be it by waking a virtual one: what it starts shares its table.
 */
final class OwnFiles {
  /** {@code CLONE_FILES} of sched.h. */
  private static final int FILES = 0x400;

  /** The first number after the three standard streams. */
  private static final int FIRST = 3;

  private final MethodHandle unshare;
  private final MethodHandle closeRange;

  private OwnFiles(MethodHandle unshare, MethodHandle closeRange) {
    this.unshare = unshare;
    this.closeRange = closeRange;
  }

  /** How to get one; empty where the system does not offer it (Linux does, with glibc 2.34). */
  @SuppressWarnings("restricted") // native access is enabled for servers
  static Optional<OwnFiles> find() {
    Linker linker = Linker.nativeLinker();
    SymbolLookup symbols = linker.defaultLookup();
    ValueLayout.OfInt number = ValueLayout.JAVA_INT;
    Optional<MemorySegment> unshare = symbols.find("unshare");
    Optional<MemorySegment> closeRange = symbols.find("close_range");
    if (unshare.isEmpty() || closeRange.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new OwnFiles(
            linker.downcallHandle(unshare.get(), FunctionDescriptor.of(number, number)),
            linker.downcallHandle(
                closeRange.get(), FunctionDescriptor.of(number, number, number, number))));
  }

  /**
   * Gives the calling thread a table of its own, in which only the standard streams are open: files
   * of the others would stay open here when they close them.
   *
   * @return whether it has one now; where the system refuses, nothing has changed
   */
  boolean take() {
    try {
      boolean closes = closes(Integer.MAX_VALUE); // an older kernel does not know the call
      boolean own = closes && (int) unshare.invokeExact(FILES) == 0;
      return own && closes(FIRST);
    } catch (Throwable impossible) {
      throw new AssertionError("a call of the system throws nothing", impossible);
    }
  }

  private boolean closes(int from) throws Throwable {
    return (int) closeRange.invokeExact(from, Integer.MAX_VALUE, 0) == 0;
  }
}
