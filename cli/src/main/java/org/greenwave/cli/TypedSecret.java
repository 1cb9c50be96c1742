package org.greenwave.cli;

import java.io.Console;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** A secret that a person types, or has written into a file. */
final class TypedSecret {
  private TypedSecret() {}

  /** The first line of a file; - is standard input. */
  static String firstLine(Path file, String word) throws BadInputException, IOException {
    String text =
        file.toString().equals("-")
            ? new String(System.in.readAllBytes(), StandardCharsets.UTF_8)
            : Files.readString(file);
    return text.lines()
        .findFirst()
        .filter(line -> !line.isEmpty())
        .orElseThrow(() -> new BadInputException("There is no %s in %s.".formatted(word, file)));
  }

  /** What the person at the terminal types, twice the same. */
  static String askedTwice(String prompt, String word, String option) throws BadInputException {
    String first = asked(prompt, word, option);
    if (!first.equals(asked("The same again: ", word, option))) {
      throw new BadInputException("The two %ss differ; nothing was done.".formatted(word));
    }
    return first;
  }

  /** What the person at the terminal types; it is not shown. */
  static String asked(String prompt, String word, String option) throws BadInputException {
    Console console =
        Optional.ofNullable(System.console())
            .filter(Console::isTerminal)
            .orElseThrow(() ->
                new BadInputException(
                    "There is no terminal to ask for the %s on; give it with %s."
                        .formatted(word, option)));
    return Optional.ofNullable(console.readPassword("%s", prompt))
        .map(String::new)
        .orElseThrow(
            () -> new BadInputException("No %s was given; nothing was done.".formatted(word)));
  }
}
