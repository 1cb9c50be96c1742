package org.greenwave.proving.history;

import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * An entry of the role's history in the Directory.
 *
 * @param at when, as the leader's clock said
 * @param kind granted, moving, moved, edited, …
 * @param server the server concerned, empty for none
 * @param fence the fence concerned, 0 for none
 * @param sentence what happened and why
 */
public record Decided(String at, String kind, String server, long fence, String sentence) {
  /** Why a role was granted, by what its sentence says. */
  public enum Why {
    /** The old host's process has ended or was replaced. */
    GONE("because the process on (\\S+) has ended|because (\\S+) has restarted"),
    /** The old host was silent for a whole lease. */
    SILENT("because (\\S+) has been silent"),
    /** The old host said that it cannot. */
    UNABLE("because (\\S+) cannot run the role"),
    /** The old host said that it was being stopped. */
    STOPPED("because (\\S+) is being stopped"),
    /** A person asked for it. */
    ASKED("takes over from (\\S+) because .* asked for it"),
    /** A move that was begun for whatever reason did not come to its end. */
    UNFINISHED("because the move to (\\S+) was not"),
    /** The same host goes on, or nobody had been the host. */
    ANEW("goes on with the role|is given the role anew|gets the role anew|is the first usable"),
    /** Nothing that is known. */
    UNKNOWN("");

    private final Pattern pattern;

    Why(String pattern) {
      this.pattern = Pattern.compile(pattern);
    }
  }

  /** Reads an event of the API's history. */
  public static Decided of(JsonNode event) {
    return new Decided(
        event.path("at").asString(""),
        event.path("kind").asString(""),
        event.path("server").asString(""),
        event.path("fence").asLong(0),
        event.path("sentence").asString(""));
  }

  /** Whether it gives the role to a server, or begins to. */
  public boolean grant() {
    return kind.equals("granted") || kind.equals("moving");
  }

  /** Why it was decided. */
  public Why why() {
    for (Why why : Why.values()) {
      if (why.pattern.matcher(sentence).find()) {
        return why;
      }
    }
    return Why.UNKNOWN;
  }

  /** Who is named as the one that lost the role, empty when nobody is. */
  public String loser() {
    return why()
        .pattern
        .matcher(sentence)
        .results()
        .findFirst()
        .map(Decided::firstGroup)
        .orElse("");
  }

  private static String firstGroup(MatchResult found) {
    for (int group = 1; group <= found.groupCount(); group++) {
      if (found.group(group) != null) {
        return found.group(group);
      }
    }
    return "";
  }
}
