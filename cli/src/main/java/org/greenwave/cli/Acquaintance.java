package org.greenwave.cli;

import static java.util.Locale.ROOT;

import java.io.Console;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.greenwave.cli.api.Introduction;
import org.greenwave.cli.api.UnreachableException;

/** Gets to know a system before anything is told to it: whether it is the one that is meant. */
record Acquaintance(Connection connection) {
  /**
   * Makes it, unless it was made before or nothing is encrypted.
   *
   * @param fingerprint of the system's authority; empty to ask at the terminal
   */
  void make(String fingerprint) throws IOException, BadInputException, UnreachableException {
    List<URI> strangers =
        connection.addresses().stream()
            .filter(server -> server.getScheme().equals("https"))
            .filter(server -> connection.remembered().of(server).isEmpty())
            .toList();
    if (connection.ca.isPresent() || (strangers.isEmpty() && fingerprint.isEmpty())) {
      return;
    }
    List<URI> asked = strangers.isEmpty() ? connection.addresses() : strangers;
    Optional<Introduction> met = Introduction.to(asked);
    if (met.isPresent()) {
      demandMeant(met.get(), fingerprint);
      connection.remembered().keep(asked, met.get().pem());
    }
  }

  private void demandMeant(Introduction met, String fingerprint) throws BadInputException {
    if (fingerprint.isEmpty()) {
      ask(met);
    } else if (!fingerprint.replace(":", "").strip().toLowerCase(ROOT).equals(met.fingerprint())) {
      throw new BadInputException(
          ("The system that answers has another authority, with the fingerprint %s; nothing was"
                  + " told to it.")
              .formatted(met.fingerprint()));
    }
  }

  private void ask(Introduction met) throws BadInputException {
    Console console =
        Optional.ofNullable(System.console())
            .filter(Console::isTerminal)
            .orElseThrow(() ->
                new BadInputException(
                    ("This system is not known here. Its authority has the fingerprint %s; if that"
                            + " is what its first server printed, call this again with"
                            + " --fingerprint %s.")
                        .formatted(met.fingerprint(), met.fingerprint())));
    connection.say("This system is not known here yet. The fingerprint of its authority is");
    connection.say("  " + met.fingerprint());
    String answer = console.readLine("%s", "Is that what its server printed? (yes/no) ");
    if (answer == null || !answer.strip().equalsIgnoreCase("yes")) {
      throw new BadInputException("Then nothing was told to it.");
    }
  }
}
