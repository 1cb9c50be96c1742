package org.greenwave.directory;

import java.util.List;

/** What became of a change. */
public sealed interface Outcome {
  /** The Directory as it is after the change. */
  record Accepted(Directory directory) implements Outcome {}

  /** Nothing has changed. */
  record Refused(List<Refusal> reasons) implements Outcome {
    public Refused(Refusal reason) {
      this(List.of(reason));
    }
  }
}
