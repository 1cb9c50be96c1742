package org.greenwave.cli;

/** What a command's exit code tells a script. */
public final class ExitCode {
  /** Done, or nothing to do. */
  public static final int DONE = 0;

  /** A preview: doing it would change something. */
  public static final int WOULD_CHANGE = 1;

  /** Done as asked, and nothing came of it. */
  public static final int FELL_SHORT = 1;

  /** Refused by a server, or written wrongly. */
  public static final int REFUSED = 2;

  /** No server answers. */
  public static final int UNREACHABLE = 3;

  /** The command itself broke, as on a full disk here; what it did, if anything, is not known. */
  public static final int BROKE = 70;

  private ExitCode() {}
}
