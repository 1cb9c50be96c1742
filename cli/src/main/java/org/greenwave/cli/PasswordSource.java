package org.greenwave.cli;

import java.io.Console;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Where a command gets a password from: a file, or the person at the terminal. Never its line. */
final class PasswordSource {
  @Option(
      names = "--password-file",
      paramLabel = "FILE",
      description =
          "A file whose first line is the password, - for standard input; else it is asked for.")
  Optional<Path> file = Optional.empty();

  /** A password that somebody has. */
  String known(String prompt) throws BadInputException, IOException {
    return file.isPresent() ? firstLine(file.get()) : asked(prompt);
  }

  /** A password that is to be chosen; at a terminal it is asked for twice. */
  String chosen(String prompt) throws BadInputException, IOException {
    if (file.isPresent()) {
      return firstLine(file.get());
    }
    String first = asked(prompt);
    if (!first.equals(asked("The same again: "))) {
      throw new BadInputException("The two passwords differ; nothing was done.");
    }
    return first;
  }

  private static String firstLine(Path file) throws BadInputException, IOException {
    String text =
        file.toString().equals("-")
            ? new String(System.in.readAllBytes(), StandardCharsets.UTF_8)
            : Files.readString(file);
    return text.lines()
        .findFirst()
        .filter(line -> !line.isEmpty())
        .orElseThrow(() -> new BadInputException("There is no password in " + file + "."));
  }

  private static String asked(String prompt) throws BadInputException {
    Console console =
        Optional.ofNullable(System.console())
            .filter(Console::isTerminal)
            .orElseThrow(() ->
                new BadInputException(
                    "There is no terminal to ask for the password on; give it with"
                        + " --password-file."));
    return Optional.ofNullable(console.readPassword("%s", prompt))
        .map(String::new)
        .orElseThrow(() -> new BadInputException("No password was given; nothing was done."));
  }
}
