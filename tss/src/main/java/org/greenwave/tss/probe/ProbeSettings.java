package org.greenwave.tss.probe;

import java.util.List;
import java.util.Set;
import org.greenwave.tss.source.Fields;
import tools.jackson.databind.node.ObjectNode;

/**
 * What an administrator sets for a source of kind {@code probe}.
 *
 * @param everyMillis how often it has a sample
 */
record ProbeSettings(int everyMillis) {
  private static final Set<String> KEYS = Set.of("id", "kind", "everyMillis");
  private static final int USUAL_MILLIS = 1_000;
  private static final int LONGEST_MILLIS = 60_000;

  /** Reads settings; every problem becomes a sentence. */
  static ProbeSettings read(ObjectNode settings, List<String> problems) {
    Fields fields = new Fields(settings, "Source " + settings.path("id").asString(""), problems);
    fields.only(KEYS);
    return new ProbeSettings(fields.number("everyMillis", USUAL_MILLIS, 1, LONGEST_MILLIS));
  }
}
