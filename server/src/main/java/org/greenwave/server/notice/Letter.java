package org.greenwave.server.notice;

import java.util.Locale;
import org.greenwave.directory.notice.Notice;
import org.greenwave.directory.notice.Phase;
import org.greenwave.directory.notice.Telling;
import org.greenwave.server.codec.Json;
import tools.jackson.databind.node.ObjectNode;

/**
 * A notice as it is sent.
 *
 * @param systemId the system's identity
 * @param system the system's name
 * @param toldBy the server that sends it
 * @param console where people find the Config Tool
 */
record Letter(Notice notice, String systemId, String system, String toldBy, String console) {
  private static final int SUBJECT_LIMIT = 180;

  /** As JSON. */
  byte[] json() {
    Telling telling = notice.telling();
    ObjectNode body = Json.mapping().createObjectNode();
    body.put("id", notice.id());
    body.put("at", notice.at().toString());
    body.putObject("system").put("id", systemId).put("name", system);
    body.put("toldBy", toldBy);
    body.put("kind", telling.kind().code());
    body.put("phase", phase(telling.phase()));
    body.put("severity", telling.severity().name().toLowerCase(Locale.ROOT));
    body.put("about", telling.about());
    body.put("sentence", telling.sentence());
    body.put("advice", telling.advice());
    return Json.bytes(body);
  }

  /** The word that programs know a phase by. */
  static String phase(Phase phase) {
    return phase.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** As the subject of an e-mail. */
  String subject() {
    Telling telling = notice.telling();
    String state =
        switch (telling.phase()) {
          case HAPPENED, BEGAN -> telling.severity().name().toLowerCase(Locale.ROOT);
          case GOES_ON -> "still";
          case OVER -> "over";
        };
    String subject =
        "[%s] %s: %s: %s".formatted(system, state, telling.about(), telling.sentence());
    String line = subject.replaceAll("\\p{Cntrl}", " ");
    return line.length() <= SUBJECT_LIMIT ? line : line.substring(0, SUBJECT_LIMIT) + "…";
  }

  /** As the text of an e-mail. */
  String text() {
    Telling telling = notice.telling();
    String advice = telling.advice().isEmpty() ? "" : telling.advice() + "\n";
    return "%s\n%s\nAbout %s, decided at %s, sent by %s.\nConfig Tool: %s\nNotice %s\n"
        .formatted(
            telling.sentence(), advice, telling.about(), notice.at(), toldBy, console, notice.id());
  }
}
