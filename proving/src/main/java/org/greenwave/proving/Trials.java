package org.greenwave.proving;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.greenwave.proving.browser.BrowserTrial;
import org.greenwave.proving.chance.FaultsTrial;
import org.greenwave.proving.clocks.ClocksTrial;
import org.greenwave.proving.datex.ImportTrial;
import org.greenwave.proving.disk.DiskTrial;
import org.greenwave.proving.failover.FailoverBench;
import org.greenwave.proving.faults.BlackoutTrial;
import org.greenwave.proving.faults.FreezeTrial;
import org.greenwave.proving.garbage.GarbageTrial;
import org.greenwave.proving.load.LoadTrial;
import org.greenwave.proving.plugins.PluginsTrial;
import org.greenwave.proving.recovery.RecoveryTrial;
import org.greenwave.proving.scenario.ScenariosTrial;
import org.greenwave.proving.security.SecurityTrial;
import org.greenwave.proving.start.StartBench;
import org.greenwave.proving.topology.ClassicTrial;
import org.greenwave.proving.upgrade.UpgradeTrial;
import org.greenwave.simulator.simulation.Simulate;

/** The command {@code ./trials NAME}, for the trials that this module carries out. */
public final class Trials {
  private static final SortedMap<String, Trial> TRIALS = new TreeMap<>();

  static {
    TRIALS.put("bench failover", new FailoverBench());
    TRIALS.put("bench start", new StartBench());
    TRIALS.put("browser", new BrowserTrial());
    TRIALS.put("blackout", new BlackoutTrial());
    TRIALS.put("classic", new ClassicTrial());
    TRIALS.put("clocks", new ClocksTrial());
    TRIALS.put("disk", new DiskTrial());
    TRIALS.put("faults", new FaultsTrial());
    TRIALS.put("freeze", new FreezeTrial());
    TRIALS.put("garbage", new GarbageTrial());
    TRIALS.put("import", new ImportTrial());
    TRIALS.put("recovery", new RecoveryTrial());
    TRIALS.put("scenarios", new ScenariosTrial());
    TRIALS.put("load", new LoadTrial());
    TRIALS.put("plugins", new PluginsTrial());
    TRIALS.put("security", new SecurityTrial());
    TRIALS.put("upgrade", new UpgradeTrial());
  }

  private Trials() {}

  public static void main(String[] arguments) {
    System.exit(run(Arrays.asList(arguments)));
  }

  private static int run(List<String> arguments) {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    if (!arguments.isEmpty() && arguments.getFirst().equals("simulate")) {
      return Simulate.run(arguments.subList(1, arguments.size()));
    }
    int words = !arguments.isEmpty() && arguments.getFirst().equals("bench") ? 2 : 1;
    int named = Math.min(words, arguments.size());
    Trial trial = TRIALS.get(String.join(" ", arguments.subList(0, named)));
    if (trial == null) {
      TRIALS.forEach((name, it) -> out.printf("  %-14s %s%n", name, it.claim()));
      return 2;
    }
    Options options;
    try {
      options = Options.parse(arguments.subList(named, arguments.size()));
    } catch (IllegalArgumentException e) {
      out.println(e.getMessage());
      return 2;
    }
    return prove(trial, options, out) ? 0 : 1;
  }

  private static boolean prove(Trial trial, Options options, PrintStream out) {
    out.println(trial.claim());
    Verdict verdict = new Verdict(out);
    try {
      trial.run(options, verdict);
    } catch (Exception | AssertionError e) {
      verdict.broken(e);
    }
    return verdict.close();
  }
}
