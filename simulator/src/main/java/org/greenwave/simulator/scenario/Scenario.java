package org.greenwave.simulator.scenario;

import java.util.ArrayList;
import java.util.List;

/** A scenario file: comments, and blocks of commands, each with its transcript. */
public record Scenario(List<Part> parts) {
  private static final String RULE = "----";

  /** What a file consists of. */
  public sealed interface Part {
    /** A comment or an empty line, kept as it is. */
    record Text(String line) implements Part {}

    /** Commands and what they led to. */
    record Block(List<String> commands, List<String> transcript) implements Part {}
  }

  public Scenario {
    parts = List.copyOf(parts);
  }

  /** Reads a file's text. */
  public static Scenario parse(String text) {
    List<Part> parts = new ArrayList<>();
    List<String> commands = new ArrayList<>();
    List<String> lines = text.lines().toList();
    for (int next = 0; next < lines.size(); next++) {
      String line = lines.get(next);
      if (line.equals(RULE)) {
        List<String> transcript =
            lines.subList(next + 1, lines.size()).stream().takeWhile(l -> !l.isBlank()).toList();
        parts.add(new Part.Block(List.copyOf(commands), transcript));
        commands.clear();
        next += transcript.size();
      } else if (line.isBlank() || line.startsWith("#")) {
        parts.add(new Part.Text(line));
      } else {
        commands.add(line);
      }
    }
    if (!commands.isEmpty()) {
      throw new IllegalArgumentException("no ---- after: " + commands);
    }
    return new Scenario(parts);
  }

  /** The same commands with the transcripts that playing them gives. */
  public Scenario played() {
    Player player = new Player();
    return new Scenario(
        parts.stream()
            .<Part>map(part ->
                switch (part) {
                  case Part.Text text -> text;
                  case Part.Block(List<String> commands, _) ->
                      new Part.Block(commands, player.play(commands));
                })
            .toList());
  }

  /** The file's text. */
  public String text() {
    StringBuilder text = new StringBuilder();
    for (Part part : parts) {
      switch (part) {
        case Part.Text(String line) -> text.append(line).append('\n');
        case Part.Block(List<String> commands, List<String> transcript) -> {
          commands.forEach(line -> text.append(line).append('\n'));
          text.append(RULE).append('\n');
          transcript.forEach(line -> text.append(line).append('\n'));
        }
      }
    }
    return text.toString();
  }
}
