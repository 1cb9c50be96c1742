package org.greenwave.server.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class MeasurementsTest {
  private final Measurements all = new Measurements();

  private String text() {
    return new String(all.text(), StandardCharsets.UTF_8);
  }

  @Test
  void everyKindIsWrittenUnderItsDocumentedName() {
    all.add(Metric.LEADING, true);
    all.add(Metric.COMMITTED, 7, "role", "tss");
    all.add(Metric.SERVER, true, "server", "alpha");
    assertThat(text().lines())
        .contains(
            "# TYPE greenwave_directory_leading gauge",
            "greenwave_directory_leading 1.0",
            "# TYPE greenwave_role_committed_total counter",
            "greenwave_role_committed_total{role=\"tss\"} 7.0",
            "greenwave_server_info{server=\"alpha\"} 1");
  }

  @Test
  void whatLabelsHoldIsEscaped() {
    all.add(Metric.LEADER, true, "server", "a\"b\\c\nd é");
    assertThat(text()).contains("{server=\"a\\\"b\\\\c\\nd é\"} 1.0\n");
  }

  @Test
  void everyMetricCanBeWritten() {
    for (Metric metric : Metric.values()) {
      all.add(metric, 1);
      assertThat(metric.key()).matches("greenwave(_[a-z]+)+");
    }
    assertThat(text().lines().filter(line -> line.startsWith("# HELP")))
        .hasSize(Metric.values().length);
  }
}
