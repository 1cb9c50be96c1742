package org.greenwave.proving.scenario;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import org.greenwave.app.cluster.ClusterException;
import org.greenwave.proving.Options;
import org.greenwave.proving.Trial;
import org.greenwave.proving.Verdict;
import org.greenwave.proving.Wait;

/** Scenarios on real processes, each on servers of its own. */
public final class ScenariosTrial implements Trial {
  private static final Path SCENARIOS = Path.of("scenarios");
  private static final int BRIEF = 2;
  private static final Duration TO_DECIDE = Duration.ofSeconds(10);
  private static final Duration TO_SHOW = Duration.ofSeconds(2);
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
      Iterator<Hosting> shown = claim.shown().iterator();
      for (String command : claim.commands().subList(Setting.COMMANDS, claim.commands().size())) {
        if (command.equals(Claim.SHOW)) {
          show(stage, shown.next(), verdict);
        } else {
          stage.act(command);
        }
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
      Decision last = claim.expected().getLast();
      show(stage, new Hosting(last.server(), last.fence()), verdict);
      stage.judgeSamples(verdict);
    }
  }

  /**
   * The time that the scenario gives it is over; what is said in between may take a moment more.
   */
  private static void show(Stage stage, Hosting expected, Verdict verdict) {
    boolean shown = Wait.until(TO_SHOW, () -> stage.shows(expected));
    verdict.check(
        shown,
        "by what servers and database say, %s%s"
            .formatted(expected, shown ? "" : "; instead: " + stage.hosting()));
  }
}
