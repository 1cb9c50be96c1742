package org.greenwave.database.embedded;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Ends a PostgreSQL when this process dies, even by kill -9: a shell waits at the end of a pipe
 * that only this process holds open, and the system closes it with the process. It needs no polling
 * and cannot outlive what it watches for long.
 */
final class ParentWatch implements Closeable {
  /**
   * The process number is compared with the file at the last moment, because it may have been
   * reused since.
   */
  private static final String SCRIPT =
      """
      cat > /dev/null
      [ "$(head -n 1 "$0/postmaster.pid" 2> /dev/null)" = "$1" ] && kill -INT "$1"
      """;

  private final Process shell;

  private ParentWatch(Process shell) {
    this.shell = shell;
  }

  static ParentWatch over(EmbeddedPostgres postgres) throws IOException {
    List<String> script =
        List.of("/bin/sh", "-c", SCRIPT, postgres.data().toString(), Long.toString(postgres.pid()));
    ProcessBuilder builder =
        Commands.prepare(new ProcessUser(0, 0, false).command(script))
            .redirectInput(ProcessBuilder.Redirect.PIPE)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD);
    return new ParentWatch(builder.start());
  }

  /** The process that started this one; empty when it has gone already. */
  static Optional<ProcessHandle> parent() {
    return ProcessHandle.current().parent().filter(parent -> parent.pid() > 1);
  }

  /** Stops watching; the PostgreSQL is left as it is. */
  @Override
  public void close() {
    shell.destroyForcibly();
  }
}
