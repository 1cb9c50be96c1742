package org.greenwave.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Where a command gets the passphrase of an export from: a file, or the person at the terminal. */
public final class PassphraseSource {
  private static final String WORD = "passphrase";
  private static final String OPTION = "--passphrase-file";

  @Option(
      names = OPTION,
      paramLabel = "FILE",
      description =
          "A file whose first line is the passphrase, - for standard input; else it is asked for.")
  private Optional<Path> file = Optional.empty();

  /** The passphrase of an export that is there. */
  public String known() throws BadInputException, IOException {
    return file.isPresent()
        ? TypedSecret.firstLine(file.get(), WORD)
        : TypedSecret.asked("Passphrase: ", WORD, OPTION);
  }

  /** A passphrase for a new export; at a terminal it is asked for twice. */
  String chosen() throws BadInputException, IOException {
    return file.isPresent()
        ? TypedSecret.firstLine(file.get(), WORD)
        : TypedSecret.askedTwice("Passphrase for the export: ", WORD, OPTION);
  }
}
