package org.greenwave.app.demo;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.greenwave.cli.text.Ink;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Starts the demo from the command line. */
@Command(
    name = "demo",
    description = {
      "Run the whole system on this machine and show what a failover is.",
      "Three servers, PostgreSQL and a simulated field start as processes on loopback; everything"
          + " ends and is deleted with the demo."
    },
    mixinStandardHelpOptions = true)
public final class DemoCommand implements Callable<Integer> {
  private static final int AUTO_FAILOVERS = 3;

  @Option(
      names = "--auto",
      description = "End after the failovers; exit code 0 only if every law held.")
  private boolean auto;

  @Option(
      names = "--failovers",
      paramLabel = "N",
      description = "How many failovers to show (1; with --auto 3).")
  private Optional<Integer> failovers = Optional.empty();

  @Option(names = "--units", defaultValue = "60", description = "TSS units in the field (60).")
  private int units = 60;

  @Option(names = "--period", defaultValue = "5", description = "Sample period in seconds (5).")
  private int period = 5;

  @Option(
      names = "--ports",
      paramLabel = "PORT",
      defaultValue = "8810",
      description = "alpha's port; the others lie up to 35 above it (8810).")
  private int port = 8810;

  @Option(
      names = "--field-ports",
      paramLabel = "PORT",
      defaultValue = "16100",
      description = "Unit n answers on this UDP port + n (16100).")
  private int fieldPort = 16_100;

  @Option(
      names = "--time-lapse",
      paramLabel = "N",
      defaultValue = "60",
      description = "The day on the roads passes so many times as fast (60).")
  private double timeLapse = 60;

  @Option(
      names = "--record",
      paramLabel = "FILE",
      hidden = true,
      description = "Let beta record its start there, from which servers start faster.")
  private Optional<Path> recording = Optional.empty();

  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    Timeline timeline = new Timeline(spec.commandLine().getOut(), Ink.ofTerminal());
    return new Demo(options(), timeline).run();
  }

  private DemoOptions options() {
    int shown = failovers.orElse(auto ? AUTO_FAILOVERS : 1);
    try {
      return new DemoOptions(auto, shown, units, period, port, fieldPort, timeLapse, recording);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    }
  }
}
