package org.greenwave.tss.datex;

import org.greenwave.role.Answer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What imports answer. */
final class Answers {
  private Answers() {}

  static Answer of(ObjectNode body, long beginNanos) {
    body.put("millis", (System.nanoTime() - beginNanos) / 1_000_000);
    return Answer.json(200, body.toString());
  }

  /** The counts of a record, by their names. */
  static ObjectNode counts(Record counts) {
    return JsonMapper.shared().valueToTree(counts);
  }

  static Answer refused(DatexRefusedException refused) {
    return refused(refused, 0);
  }

  /**
   * A refusal.
   *
   * @param stored how many samples were stored before the document turned out to be broken
   */
  static Answer refused(DatexRefusedException refused, int stored) {
    String sentence =
        stored == 0
            ? refused.sentence()
            : "%s The %,d samples that stand before that place were new and are stored."
                .formatted(refused.sentence(), stored);
    return switch (refused.kind()) {
      case MALFORMED, NOT_DATEX -> Answer.problem(400, "The document is not taken", sentence);
      case TOO_LARGE -> Answer.problem(413, "The document is too large", sentence);
      case OTHER_TABLE -> Answer.problem(409, "Another site table", sentence);
    };
  }
}
