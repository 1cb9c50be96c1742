package org.greenwave.tss.source;

import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** A kind of data source. Stateless; found by {@link java.util.ServiceLoader}. */
public interface SourceKind {
  /** The name that settings use, such as {@code ntcip1209}. */
  String kind();

  /**
   * Checks a source's settings.
   *
   * @param settings the source's object in the role's settings, with {@code id} and {@code kind},
   *     which are checked already
   * @return the problems, each a sentence; empty when the settings are sound
   */
  List<String> check(ObjectNode settings);

  /** Makes a source that does nothing yet. Settings are sound. */
  Source open(String id, ObjectNode settings, SourceContext context);
}
