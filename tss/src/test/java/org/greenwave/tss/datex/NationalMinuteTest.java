package org.greenwave.tss.datex;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.util.HashSet;
import java.util.Set;
import org.greenwave.sensors.Quality;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** Reads one real national minute and compares with a count made independently of this code. */
class NationalMinuteTest {
  @Test
  void countsAgreeWithAnIndependentCount() throws Exception {
    NationalMinute minute = NationalMinute.findOrSay().orElse(null);
    Assumptions.assumeTrue(minute != null, "no national minute here");
    SiteTable table;
    try (InputStream in = NationalMinute.open(minute.sites())) {
      table = SiteTableReader.read(in, DatexLimits.NATIONAL);
    }
    System.out.println(table.counts());
    MeasuredData data;
    try (InputStream in = NationalMinute.open(minute.data())) {
      data = MeasuredDataReader.read(in, table, DatexLimits.NATIONAL, System.currentTimeMillis());
    }
    System.out.println(data.counts());
    assertThat(table.id() + " " + table.version()).isEqualTo("NDW01_MT 868");
    assertThat(table.counts().sites()).isEqualTo(28_085);
    assertThat(table.counts().pointSites()).isEqualTo(17_363);
    assertThat(table.counts().characteristics()).isEqualTo(178_483);
    assertThat(data.counts())
        .isEqualTo(
            new DataCounts(
                16_975, 16_975, 33_096, 163_698, 87_663, 74_762, 15_404, 1_273, 19_849, 42_846, 0,
                0, 0, 0, 0, 0, 0, 33_096));
    checkRows(table, data.rows());
  }

  private static void checkRows(SiteTable table, LaneRows rows) {
    assertThat(rows.size()).isEqualTo(33_096);
    Set<Integer> zones = new HashSet<>();
    int[] qualities = new int[Quality.values().length];
    for (int row = 0; row < rows.size(); row++) {
      assertThat(zones.add(rows.zone(row))).isTrue();
      assertThat(rows.periodSeconds(row)).isIn(60, 900);
      qualities[rows.quality(row).code()]++;
      assertThat(rows.classCounts(row)).hasSize(table.vehicleClasses(rows.zone(row)).size());
    }
    System.out.printf(
        "rows: %d ok, %d missing, %d suspect, %d failed%n",
        qualities[0], qualities[1], qualities[2], qualities[3]);
  }
}
