package org.greenwave.server.host;

import org.jspecify.annotations.Nullable;

/** A plug-in has not done what it was asked: it threw, did not return, or returned nonsense. */
public final class PluginException extends Exception {
  private static final long serialVersionUID = 1L;
  private final boolean busy;

  PluginException(String clause) {
    this(clause, null, false);
  }

  PluginException(String clause, @Nullable Throwable cause) {
    this(clause, cause, false);
  }

  private PluginException(String clause, @Nullable Throwable cause, boolean busy) {
    super(clause, cause);
    this.busy = busy;
  }

  /** So many calls have not returned that it is not called once more. */
  static PluginException busy(int calls) {
    String clause = "is busy with %d calls, which perhaps hang; ask again later".formatted(calls);
    return new PluginException(clause, null, true);
  }

  /** Whether it was not even called. */
  public boolean busy() {
    return busy;
  }

  /** What it did, as the rest of a sentence that begins with what was called. */
  public String clause() {
    return String.valueOf(getMessage());
  }
}
