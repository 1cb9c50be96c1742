package org.greenwave.tss.datex;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.greenwave.tss.source.SourceStatus.Level;

/** What of a publication could not be used, for a person: some is usual, a real share is not. */
final class Losses {
  private static final double REAL_SHARE = 0.05;

  private final DataCounts counts;
  private final List<String> sentences = new ArrayList<>();

  /**
   * Weighs the counts of one publication.
   *
   * @param version of the site table that was used
   */
  Losses(DataCounts counts, String version) {
    this.counts = counts;
    int sites = counts.sites();
    int values = counts.values();
    int absent = sites - counts.joined() - counts.otherVersions();
    say(absent, 0, sites, "sites are not in the site table of version " + version);
    say(counts.otherVersions(), 0, sites, "sites are described in another version by the table");
    say(counts.badTimes(), REAL_SHARE, sites, "sites have no time, or one far from now");
    say(counts.duplicateSites(), REAL_SHARE, sites, "sites are there twice");
    say(counts.unknownIndexes(), REAL_SHARE, values, "values have an index that the table has not");
    say(counts.disagreeing(), REAL_SHARE, values, "values are not what the table says");
    say(counts.outOfRange(), REAL_SHARE, values, "values are such as no road can have");
  }

  private void say(int lost, double share, int of, String what) {
    if (lost > share * of) {
      sentences.add("%d of %d %s.".formatted(lost, of, what));
    }
  }

  Level level() {
    if (counts.values() > 0 && counts.rows() == 0) {
      return Level.ERROR;
    }
    return sentences.isEmpty() ? Level.OK : Level.WARNING;
  }

  /** How an import went, for whoever has sent the document. */
  String sentence(int stored) {
    String done = stored == 0 ? "All of it had been stored before." : "New samples: %,d.";
    String first = counts.rows() == 0 ? "Nothing of it could be stored." : done.formatted(stored);
    String none = counts.sites() == 0 ? " It holds no measurements of sites." : "";
    return first + none + sentences.stream().map(" "::concat).collect(Collectors.joining());
  }

  /** Follows upon another sentence; empty when nothing is to be said. */
  String sentence() {
    String first = level() == Level.ERROR ? " Not one of them could be used." : "";
    return sentences.isEmpty() ? first : first + " " + String.join(" ", sentences);
  }
}
