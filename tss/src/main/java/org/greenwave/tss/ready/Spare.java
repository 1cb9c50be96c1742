package org.greenwave.tss.ready;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One of something that is needed again and again and takes time to make, kept at hand.
 *
 * @param <T> what it is
 */
public final class Spare<T> implements AutoCloseable {
  private final Supplier<T> making;
  private final Consumer<T> ending;
  private final AtomicReference<@Nullable T> atHand = new AtomicReference<>();
  private volatile boolean closed;

  /**
   * Has none yet.
   *
   * @param ending what becomes of one that is not needed any more
   */
  public Spare(Supplier<T> making, Consumer<T> ending) {
    this.making = making;
    this.ending = ending;
  }

  /** Makes one unless there is one; for when there is time. */
  public void refill() {
    if (atHand.get() == null) {
      T made = making.get();
      if (!atHand.compareAndSet(null, made)) {
        ending.accept(made);
      }
    }
    if (closed) {
      drop();
    }
  }

  /** The same on a thread of its own; for when others wait for whoever calls. */
  public void refillBeside() {
    Thread.ofVirtual().start(this::refill);
  }

  /** Gives away the one at hand, or one that is made now. */
  public T take() {
    T taken = atHand.getAndSet(null);
    return taken == null ? making.get() : taken;
  }

  private void drop() {
    T left = atHand.getAndSet(null);
    if (left != null) {
      ending.accept(left);
    }
  }

  /** Keeps none at hand any more. */
  @Override
  public void close() {
    closed = true;
    drop();
  }
}
