package org.greenwave.server.host;

import org.greenwave.role.Answer;
import org.jspecify.annotations.Nullable;

/** A role's answer that can be passed on as it is. */
final class SoundAnswer {
  private static final int LOWEST = 200;
  private static final int HIGHEST = 599;

  private SoundAnswer() {}

  /** The same answer, if it is one. */
  static Answer of(@Nullable Answer answer) throws PluginException {
    if (answer == null || answer.body() == null) {
      throw new PluginException("gave no answer");
    }
    if (answer.status() < LOWEST || answer.status() > HIGHEST) {
      throw new PluginException("answered with the status " + answer.status());
    }
    String type = answer.contentType();
    if (type == null || !type.matches("[\\w.+*/;=\" -]{1,200}")) {
      throw new PluginException("answered with no media type");
    }
    return answer;
  }
}
