package org.greenwave.app.demo;

import java.util.ArrayList;
import java.util.List;
import org.greenwave.cli.text.Ink.Tone;
import org.greenwave.cli.text.Table;
import org.greenwave.cli.text.Table.Cell;
import org.greenwave.cli.text.Table.Side;

/** What all failovers of a demo come to. */
final class DemoSummary {
  private DemoSummary() {}

  /** Tells it, and returns whether everything held. */
  static boolean tell(Timeline timeline, List<Failover> failovers, int wanted) {
    timeline.chapter("Summary");
    timeline.show(table(failovers));
    boolean fences = fencesRise(failovers);
    if (!fences) {
      timeline.bad("L2: the fences of the failovers do not rise.");
    }
    boolean good =
        fences && failovers.size() == wanted && failovers.stream().allMatch(Failover::good);
    if (good) {
      timeline.good(
          "held: fences only rose, one host at a time, nothing lost, nothing twice, none took over"
              + " 5 s.");
    } else {
      timeline.bad("not held: see the lines above.");
    }
    return good;
  }

  /** Whether each failover's fence is higher than the one before (law L2). */
  static boolean fencesRise(List<Failover> failovers) {
    for (int at = 1; at < failovers.size(); at++) {
      if (failovers.get(at).fence() <= failovers.get(at - 1).fence()) {
        return false;
      }
    }
    return true;
  }

  private static Table table(List<Failover> failovers) {
    Table table = new Table().column("killed").column("took over");
    for (String title : List.of("fence", "ms to fence", "ms to sample", "lost", "twice", "gaps")) {
      table.column(title, Side.RIGHT);
    }
    table.column("why");
    failovers.forEach(failover -> table.row(row(failover)));
    return table;
  }

  private static List<Cell> row(Failover failover) {
    var cells = new ArrayList<Cell>();
    cells.add(Cell.of(failover.from()));
    cells.add(Cell.of(failover.to()));
    cells.add(Cell.of(Long.toString(failover.fence())));
    cells.add(Cell.of(Long.toString(failover.toFence().toMillis())));
    boolean late = failover.toSample().compareTo(Failover.LONGEST) > 0;
    cells.add(count(failover.toSample().toMillis(), late));
    cells.add(count(failover.verdict().lost().size(), !failover.verdict().lost().isEmpty()));
    cells.add(count(failover.verdict().twice().size(), !failover.verdict().twice().isEmpty()));
    cells.add(Cell.of(Integer.toString(failover.verdict().gapPeriods())));
    cells.add(Cell.of(failover.reason()));
    return cells;
  }

  private static Cell count(long count, boolean bad) {
    return new Cell(bad ? Tone.BAD : Tone.PLAIN, Long.toString(count));
  }
}
