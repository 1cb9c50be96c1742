package org.greenwave.app.directory;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import org.greenwave.cli.BadInputException;
import org.greenwave.cli.ExitCode;
import org.greenwave.server.config.ConfigurationException;
import org.greenwave.server.export.ExportException;
import org.greenwave.server.inheritance.NoInheritanceException;
import picocli.CommandLine.Model.CommandSpec;

/** Runs a command and tells how it went, in the tone of all commands. */
record Told(CommandSpec spec) {
  interface Act {
    int run() throws Exception;
  }

  int done(Act act) throws Exception {
    try {
      return act.run();
    } catch (ExportException
        | NoInheritanceException
        | ConfigurationException
        | BadInputException refused) {
      return complain(String.valueOf(refused.getMessage()));
    } catch (NoSuchFileException missing) {
      return complain("There is no file " + missing.getFile() + ".");
    } catch (IOException failure) {
      return complain(String.valueOf(failure.getMessage()));
    }
  }

  private int complain(String sentence) {
    spec.commandLine().getErr().println("✗ " + sentence);
    spec.commandLine().getErr().flush();
    return ExitCode.REFUSED;
  }

  void say(String line) {
    spec.commandLine().getOut().println(line);
    spec.commandLine().getOut().flush();
  }
}
