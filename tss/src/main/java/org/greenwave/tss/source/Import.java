package org.greenwave.tss.source;

import org.greenwave.role.Answer;
import org.greenwave.role.Call;

/**
 * What takes in a document by a call {@code POST import/...}. Stateless; found by {@link
 * java.util.ServiceLoader}; called on the host only, any number of times at once.
 */
public interface Import {
  /** The path after {@code import/}, such as {@code datex/sites}. */
  String path();

  /** Reads the call's body and answers with what it did, or with a problem. */
  Answer run(Call call, Intake intake) throws Exception;
}
