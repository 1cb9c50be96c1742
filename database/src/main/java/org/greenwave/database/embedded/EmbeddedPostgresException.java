package org.greenwave.database.embedded;

import java.io.IOException;

/** The embedded PostgreSQL cannot be had. The message is one sentence that says what to do. */
public final class EmbeddedPostgresException extends IOException {
  private static final long serialVersionUID = 1L;

  public EmbeddedPostgresException(String sentence) {
    super(sentence);
  }

  public EmbeddedPostgresException(String sentence, Throwable cause) {
    super(sentence, cause);
  }
}
