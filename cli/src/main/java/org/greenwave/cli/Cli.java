package org.greenwave.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.NoSuchFileException;
import java.util.List;
import org.greenwave.cli.api.Problem;
import org.greenwave.cli.api.RefusedException;
import org.greenwave.cli.api.UnreachableException;
import org.greenwave.cli.text.Ink;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/**
 * Puts the commands of this package on a command line, and says what went wrong in one paragraph.
 */
public final class Cli {
  private static final int WIDTH = 100;

  private Cli() {}

  /** Adds the commands to a command line. */
  public static CommandLine addTo(CommandLine line) {
    List<Object> commands =
        List.of(
            new LoginCommand(),
            new LogoutCommand(),
            new WhoAmICommand(),
            new PasswordCommand(),
            new StatusCommand(),
            new ServersCommand(),
            new RoleCommand(),
            new ZonesCommand(),
            new LeaderCommand(),
            new TokenCommand(),
            new DirectoryCommand(),
            new AccountCommand(),
            new KeyCommand(),
            new AuditCommand(),
            new NoticesCommand(),
            new MaintenanceCommand(),
            new UpgradeCommand(),
            new TimingsCommand(),
            new ImportCommand(),
            new DoctorCommand());
    for (Object command : commands) {
      line.addSubcommand(command);
    }
    return line.setUsageHelpAutoWidth(true)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionExceptionHandler((e, at, parsed) -> explain(e, at))
        .setParameterExceptionHandler(Cli::correct);
  }

  private static int explain(Exception e, CommandLine at) {
    return switch (e) {
      case RefusedException refused when refused.problem().status() == 401 ->
          complain(at, stranger(refused.problem()), ExitCode.REFUSED);
      case RefusedException refused -> complain(at, refused, ExitCode.REFUSED);
      case UnreachableException nobody -> complain(at, nobody, ExitCode.UNREACHABLE);
      case BadInputException bad -> complain(at, bad, ExitCode.REFUSED);
      case NoSuchFileException missing ->
          complain(at, new BadInputException("There is no file " + missing.getFile() + "."), 2);
      case IOException failed -> complain(at, broke("It failed here", failed), ExitCode.BROKE);
      default -> {
        e.printStackTrace(at.getErr());
        yield complain(at, broke("It broke, which must not be", e), ExitCode.BROKE);
      }
    };
  }

  private static Exception broke(String how, Exception e) {
    return new BadInputException(
        "%s (%s). Whether it was done is not known; look with 'greenwave status'."
            .formatted(how, e));
  }

  /** What to do about not being let in, after what the server says; a password is just wrong. */
  private static Exception stranger(Problem problem) {
    if (!problem.title().equals("Log in")) {
      return new BadInputException(problem.detail());
    }
    return new BadInputException(
        problem.whole().path("firstAccount").asBoolean(false)
            ? "Nobody has an account yet; make the first administrator: greenwave login --first"
                + " TOKEN. The first server printed the token, and it stands in the file"
                + " first-login in its folder."
            : problem.detail()
                + " 'greenwave login' does that; or give an access key as GREENWAVE_KEY.");
  }

  private static int complain(CommandLine at, Exception e, int exitCode) {
    PrintWriter err = at.getErr();
    err.println(wrap("✗ " + Ink.clean(String.valueOf(e.getMessage()))));
    err.flush();
    return exitCode;
  }

  private static int correct(ParameterException e, String[] args) {
    CommandLine at = e.getCommandLine();
    PrintWriter err = at.getErr();
    err.println(wrap("✗ " + e.getMessage()));
    CommandLine.UnmatchedArgumentException.printSuggestions(e, err);
    err.println(
        "  'greenwave help' and '" + at.getCommandSpec().qualifiedName() + " --help' show how.");
    err.flush();
    return ExitCode.REFUSED;
  }

  /** Breaks a paragraph into lines, the later ones set in under the first. */
  static String wrap(String paragraph) {
    var lines = new StringBuilder();
    int column = 0;
    for (String word : paragraph.split(" ")) {
      if (column > 0 && column + 1 + word.length() > WIDTH) {
        lines.append("\n  ");
        column = 2;
      } else if (column > 0) {
        lines.append(' ');
        column++;
      }
      lines.append(word);
      column += word.length();
    }
    return lines.toString();
  }
}
