package org.greenwave.proving.scenario;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.greenwave.proving.history.Decided;

/**
 * That a role was given to a server, as a transcript or a role's history tells it. Times in its
 * sentence are left out: they differ from run to run.
 *
 * @param pending whether the server has to wait until the host hands over
 * @param server to whom
 * @param fence under which fence
 * @param sentence why
 */
record Decision(boolean pending, String server, long fence, String sentence) {
  private static final Pattern LINE =
      Pattern.compile("\\S+ +(?:\\S+ )?(->|=>) (\\S+)  fence (\\d+)  \\[\\S+] (.*)");

  /** How the system calls whoever asks while there are no logins. */
  private static final String NOBODY_BY_NAME = "an administrator";

  private static final Pattern SECONDS = Pattern.compile("[0-9.]+ s\\b");

  /** What a line of a transcript tells, if it tells a decision. */
  static Optional<Decision> ofTranscript(String line) {
    Matcher matcher = LINE.matcher(line);
    return matcher.matches()
        ? Optional.of(
            new Decision(
                matcher.group(1).equals("=>"),
                matcher.group(2),
                Long.parseLong(matcher.group(3)),
                withoutTimes(matcher.group(4).replace(" anna ", " " + NOBODY_BY_NAME + " "))))
        : Optional.empty();
  }

  /** What an entry of a history tells, if it tells a decision. */
  static Optional<Decision> ofHistory(Decided entry) {
    return entry.grant()
        ? Optional.of(
            new Decision(
                entry.kind().equals("moving"),
                entry.server(),
                entry.fence(),
                withoutTimes(entry.sentence())))
        : Optional.empty();
  }

  private static String withoutTimes(String sentence) {
    return SECONDS.matcher(sentence).replaceAll("a time");
  }

  @Override
  public String toString() {
    return "%s %s under fence %d: %s".formatted(pending ? "=>" : "->", server, fence, sentence);
  }
}
