package org.greenwave.proving.scenario;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * With what a scenario begins.
 *
 * @param servers all servers, the one that founds the system first
 * @param expansions those that keep no Directory
 * @param list the role's server list
 * @param forced whether the role is forced to the first of them
 */
record Setting(List<String> servers, List<String> expansions, List<String> list, boolean forced) {
  private static final Pattern FIRST_THREE =
      Pattern.compile(
          "servers ([a-z ]+?)(?: with expansion ([a-z ]+))?\n"
              + "role tss(, forced)?: (.+)\nstart all");

  /** How many commands it takes to say it. */
  static final int COMMANDS = 3;

  /** Reads the first commands. */
  static Setting of(List<String> commands) throws IOException {
    String first = String.join("\n", commands.subList(0, Math.min(COMMANDS, commands.size())));
    Matcher matcher = FIRST_THREE.matcher(first);
    if (!matcher.matches()) {
      throw new IOException("real processes begin with servers, one role tss, start all");
    }
    List<String> expansions =
        matcher.group(2) == null ? List.of() : Arrays.asList(matcher.group(2).split(" "));
    String all = matcher.group(1) + (expansions.isEmpty() ? "" : " " + matcher.group(2));
    return new Setting(
        Arrays.asList(all.split(" ")),
        expansions,
        Arrays.asList(matcher.group(4).split(" > ")),
        matcher.group(3) != null);
  }
}
