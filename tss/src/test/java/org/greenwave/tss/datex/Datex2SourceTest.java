package org.greenwave.tss.datex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.greenwave.tss.datex.Documents.data;
import static org.greenwave.tss.datex.Documents.flow;
import static org.greenwave.tss.datex.Documents.means;
import static org.greenwave.tss.datex.Documents.record;
import static org.greenwave.tss.datex.Documents.site;
import static org.greenwave.tss.datex.Documents.table;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.greenwave.database.embedded.EmbeddedPostgres;
import org.greenwave.tss.source.Source;
import org.greenwave.tss.source.SourceContext;
import org.greenwave.tss.source.SourceStatus.Level;
import org.greenwave.tss.store.Catalogue;
import org.greenwave.tss.store.DatabaseClock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Polls a publisher by real HTTP and stores in a real PostgreSQL. */
@Timeout(300)
class Datex2SourceTest {
  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.ofEpochMilli(Documents.NOW));
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final String TABLE = table(record("A", means(1, "lane1", "trafficFlow")));

  @Test
  void pollsStoresOnceAndFollowsTheTable() throws Exception {
    try (EmbeddedPostgres postgres = EmbeddedPostgres.temporary();
        Publisher publisher = new Publisher();
        Source source = open(publisher.url("/sites.gz"), publisher.url("/data.gz"))) {
      publisher.publish("/sites.gz", TABLE);
      publisher.publish("/data.gz", data(site("A", flow(1, "60"))));
      try (TestHost alpha = new TestHost(postgres, "alpha", 1)) {
        source.start(alpha);
        await().atMost(PATIENCE).until(() -> publisher.unchanged() > 0);
        assertThat(alpha.number("select count(*) from sample")).isEqualTo(1);
        publishNextVersion(publisher);
        await().atMost(PATIENCE).until(() -> alpha.number("select count(*) from sample") == 2);
        assertThat(alpha.number("select count(*) from unit where not retired")).isEqualTo(1);
        assertThat(alpha.number("select sum(volume) from sample")).isEqualTo(1 + 2);
        source.stop();
      }
      goesOnWithoutTheTable(postgres, publisher, source);
    }
  }

  // Version 869 renumbers: what was index 1 is index 7 now.
  private static void publishNextVersion(Publisher publisher) {
    publisher.publish(
        "/sites.gz",
        table(record("A", means(7, "lane1", "trafficFlow"))).replace("\"868\"", "\"869\""));
    String values = flow(7, "120") + flow(1, "6000");
    publisher.publish("/data.gz", data("869", site("A", "1", "2016-09-09T13:58:00Z", values)));
  }

  // The new host has the table from the role database; the publisher no longer has it.
  private static void goesOnWithoutTheTable(
      EmbeddedPostgres postgres, Publisher publisher, Source source) throws Exception {
    publisher.withdraw("/sites.gz");
    String late = site("A", "1", "2016-09-09T13:56:00Z", flow(7, "0"));
    publisher.publish("/data.gz", data("869", late));
    try (TestHost beta = new TestHost(postgres, "beta", 2)) {
      source.start(beta);
      await().atMost(PATIENCE).until(() -> beta.number("select count(*) from sample") == 3);
      await().atMost(PATIENCE).until(() -> source.status().level() == Level.OK);
      publisher.publish("/data.gz", "<html>maintenance</html>");
      await().atMost(PATIENCE).until(() -> source.status().level() == Level.ERROR);
      assertThat(source.status().sentence()).contains("The root element is html");
      publisher.publish("/data.gz", data("870", site("A", flow(1, "60"))));
      await().atMost(PATIENCE).until(() -> source.status().sentence().contains("answered 404"));
      source.stop();
    }
  }

  @Test
  void redirectsAreBoundedAndSettingsChecked() throws Exception {
    try (Publisher publisher = new Publisher()) {
      WebDocument round =
          new WebDocument(
              java.net.http.HttpClient.newHttpClient(),
              java.util.concurrent.Executors.newSingleThreadScheduledExecutor(),
              java.net.URI.create(publisher.url("/round")));
      org.assertj.core.api.Assertions.assertThatThrownBy(() -> round.fetch(body -> 1))
          .hasMessageContaining("redirects more than 3 times");
    }
    ObjectNode wrong = settings("ftp://example.org/x", "http://user:secret@example.org/");
    assertThat(new Datex2Kind().check(wrong.put("everySeconds", 0))).hasSize(3);
    assertThat(new Datex2Kind().check(settings("http://a/", "https://b/"))).isEmpty();
  }

  private static Source open(String sites, String data) {
    SourceContext context =
        new SourceContext(new Catalogue(new DatabaseClock(CLOCK)), Path.of("."), CLOCK);
    return new Datex2Kind().open("ndw", settings(sites, data), context);
  }

  private static ObjectNode settings(String sites, String data) {
    return JsonMapper.shared()
        .createObjectNode()
        .put("id", "ndw")
        .put("kind", "datex2")
        .put("sitesUrl", sites)
        .put("dataUrl", data)
        .put("everySeconds", 1);
  }
}
