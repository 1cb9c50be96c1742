package org.greenwave.tss.datex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.greenwave.tss.datex.Documents.data;
import static org.greenwave.tss.datex.Documents.flow;
import static org.greenwave.tss.datex.Documents.means;
import static org.greenwave.tss.datex.Documents.measured;
import static org.greenwave.tss.datex.Documents.record;
import static org.greenwave.tss.datex.Documents.site;
import static org.greenwave.tss.datex.Documents.sites;
import static org.greenwave.tss.datex.Documents.table;

import org.greenwave.tss.source.SourceStatus.Level;
import org.junit.jupiter.api.Test;

class LossesTest {
  private static final String GOOD = site("A", flow(1, "60"));

  private static Losses losses(String siteValues) throws Exception {
    SiteTable known = sites(table(record("A", means(1, "lane1", "trafficFlow"))));
    return new Losses(measured(data(siteValues), known).counts(), "868");
  }

  @Test
  void aRealShareIsAWarningAndAFewAreUsual() throws Exception {
    assertThat(losses(GOOD).level()).isEqualTo(Level.OK);
    assertThat(losses(GOOD).sentence()).isEmpty();
    Losses half = losses(site("A", flow(1, "60") + flow(9, "60")));
    assertThat(half.level()).isEqualTo(Level.WARNING);
    assertThat(half.sentence()).contains("1 of 2 values have an index that the table has not.");
    String usual = flow(1, "60").repeat(40) + flow(9, "60");
    assertThat(losses(site("A", usual)).level()).isEqualTo(Level.OK);
    Losses absent = losses(GOOD + site("Z", flow(1, "60")));
    assertThat(absent.level()).isEqualTo(Level.WARNING);
    assertThat(absent.sentence()).contains("1 of 2 sites are not in the site table of version 868");
  }

  @Test
  void valuesAndNoRowAreAnError() throws Exception {
    Losses late = losses(site("A", "1", "2016-09-09T14:06:00Z", flow(1, "60")));
    assertThat(late.level()).isEqualTo(Level.ERROR);
    assertThat(late.sentence()).contains("Not one of them").contains("1 of 1 sites have no time");
    Losses other = losses(site("A", "7", "2016-09-09T13:57:00Z", flow(1, "60")));
    assertThat(other.level()).isEqualTo(Level.ERROR);
    assertThat(other.sentence()).contains("in another version");
  }
}
