package org.greenwave.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Where a command gets a password from: a file, or the person at the terminal. Never its line. */
final class PasswordSource {
  private static final String WORD = "password";
  private static final String OPTION = "--password-file";

  @Option(
      names = OPTION,
      paramLabel = "FILE",
      description =
          "A file whose first line is the password, - for standard input; else it is asked for.")
  Optional<Path> file = Optional.empty();

  /** A password that somebody has. */
  String known(String prompt) throws BadInputException, IOException {
    return file.isPresent() ? TypedSecret.firstLine(file.get(), WORD) : asked(prompt);
  }

  /** A password that is to be chosen; at a terminal it is asked for twice. */
  String chosen(String prompt) throws BadInputException, IOException {
    if (file.isPresent()) {
      return TypedSecret.firstLine(file.get(), WORD);
    }
    return TypedSecret.askedTwice(prompt, WORD, OPTION);
  }

  private static String asked(String prompt) throws BadInputException {
    return TypedSecret.asked(prompt, WORD, OPTION);
  }
}
