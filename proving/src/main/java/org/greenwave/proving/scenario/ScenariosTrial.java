package org.greenwave.proving.scenario;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.greenwave.app.cluster.ClusterException;
import org.greenwave.proving.Options;
import org.greenwave.proving.Trial;
import org.greenwave.proving.Verdict;
import org.greenwave.proving.Wait;

/** Scenarios on real processes, each on servers of its own. */
public final class ScenariosTrial implements Trial {
  private static final Path SCENARIOS = Path.of("scenarios");
  private static final int BRIEF = 5;
  private static final Duration TO_DECIDE = Duration.ofSeconds(10);
  private static final Duration TO_DECIDE_MORE = Duration.ofSeconds(2);

  @Override
  public String claim() {
    return "What scenarios say of the rules, real processes do: the same decisions, and why.";
  }

  @Override
  public void run(Options options, Verdict verdict) throws Exception {
    String only = options.value("only").orElse("").replace('-', ' ');
    List<Claim> claims =
        Claim.in(SCENARIOS).stream().filter(it -> it.name().contains(only)).toList();
    int count = options.brief() ? Math.min(BRIEF, claims.size()) : claims.size();
    for (int at = 0; at < count; at++) {
      // A short run takes some from everywhere in the folder, others with each seed.
      int which = Math.floorMod(at * claims.size() / count + options.seed() - 1, claims.size());
      play(claims.get(which), verdict);
    }
  }

  private static void play(Claim claim, Verdict verdict)
      throws IOException, InterruptedException, SQLException, ClusterException {
    try (Stage stage = Stage.open(Setting.of(claim.commands()))) {
      for (String command : claim.commands().subList(Setting.COMMANDS, claim.commands().size())) {
        stage.act(command);
      }
      Wait.until(TO_DECIDE, () -> stage.decisions().size() >= claim.expected().size());
      Wait.out(TO_DECIDE_MORE);
      List<Decision> decided = stage.decisions();
      boolean same = decided.equals(claim.expected());
      verdict.check(
          same,
          claim.name()
              + (same
                  ? " (%d decisions)".formatted(decided.size())
                  : "\n     decided  %s\n     instead of %s".formatted(decided, claim.expected())));
      verdict.check(stage.samplesSound(), "no sample twice, none missing without a gap");
    }
  }
}
