package org.greenwave.tss.datex;

import org.greenwave.role.Answer;
import org.greenwave.role.Call;
import org.greenwave.tss.source.Import;
import org.greenwave.tss.source.Intake;

/** Takes in a site table: its sites become units, their lanes zones. */
public final class SitesImport implements Import {
  @Override
  public String path() {
    return "datex/sites";
  }

  @Override
  public Answer run(Call call, Intake intake) throws Exception {
    long begin = System.nanoTime();
    SiteTable table;
    try {
      table = SiteTableReader.read(call.body(), DatexLimits.NATIONAL);
    } catch (DatexRefusedException refused) {
      return Answers.refused(refused);
    }
    Networks.SHARED.install(intake, table);
    return Answers.of(
        Answers.counts(table.counts())
            .put("table", table.id())
            .put("version", table.version())
            .put("sentence", sentence(table.counts())),
        begin);
  }

  private static String sentence(SiteCounts counts) {
    return counts.lanes() == 0
        ? "The table defines no zones; no data can be stored by it."
        : "The table defines %,d zones of %,d sites.".formatted(counts.lanes(), counts.sites());
  }
}
