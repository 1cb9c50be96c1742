package org.greenwave.app.service;

import java.io.IOException;
import java.nio.file.Path;
import org.greenwave.cli.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Makes a server a service of this machine, or ends that. */
@Command(
    name = "service",
    description = "Let systemd run a server: from boot on, and again whenever it ends.",
    synopsisSubcommandLabel = "COMMAND",
    mixinStandardHelpOptions = true)
public final class ServiceCommand {
  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec spec;

  /** What is done to this machine. */
  private interface Act {
    void run() throws ServiceException, IOException;
  }

  @Command(
      name = "install",
      description = "Install, enable and start the service; repeat it after a change.",
      mixinStandardHelpOptions = true)
  int install(
      @Option(
              names = "--config",
              required = true,
              paramLabel = "FILE",
              description = "The server's configuration file.")
          Path configuration,
      @Option(names = "--dry-run", description = "Print the unit file and change nothing.")
          boolean dryRun) {
    return done(() -> {
      UnitFile unit = ServicePlan.of(folder(), configuration);
      if (dryRun) {
        say(unit.text().stripTrailing());
        return;
      }
      Systemd systemd = new Systemd(this::say);
      systemd.demand();
      ServicePlan.demandReadable(unit);
      ServicePlan.demandOwn(unit);
      systemd.install(unit);
      say("The service runs; 'systemctl status greenwave' and 'journalctl -u greenwave' show it.");
    });
  }

  @Command(
      name = "uninstall",
      description = "Stop the service and remove it; the server's folder stays.",
      mixinStandardHelpOptions = true)
  int uninstall() {
    return done(() -> {
      Systemd systemd = new Systemd(this::say);
      systemd.demand();
      systemd.uninstall();
      say("The service is removed; the server's folder and the account are still there.");
    });
  }

  private int done(Act act) {
    try {
      act.run();
      return ExitCode.DONE;
    } catch (ServiceException refused) {
      return complain(String.valueOf(refused.getMessage()));
    } catch (IOException failure) {
      return complain("The machine did not let it be done: " + failure + ".");
    }
  }

  private int complain(String sentence) {
    spec.commandLine().getErr().println("✗ " + sentence);
    spec.commandLine().getErr().flush();
    return ExitCode.REFUSED;
  }

  private void say(String line) {
    spec.commandLine().getOut().println(line);
    spec.commandLine().getOut().flush();
  }

  /** The folder of Greenwave; the launcher names one in it. */
  private static Path folder() {
    Path flags = Path.of(System.getProperty("greenwave.jvm", "app/jvm")).toAbsolutePath();
    return flags.resolve("../..").normalize();
  }
}
