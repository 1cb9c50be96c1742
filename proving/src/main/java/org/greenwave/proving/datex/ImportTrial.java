package org.greenwave.proving.datex;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.greenwave.proving.Options;
import org.greenwave.proving.Trial;
import org.greenwave.proving.Verdict;
import org.greenwave.proving.cluster.Api;
import org.greenwave.proving.cluster.Cluster;
import org.greenwave.proving.cluster.LocalCluster;
import org.greenwave.proving.cluster.Signals;
import org.greenwave.proving.cluster.Watch;
import tools.jackson.databind.JsonNode;

/** The national snapshot imported: its counts, its memory, its time beside a bare pass. */
public final class ImportTrial implements Trial {
  private static final long MOST_BYTES = 512L << 20;
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final int PORTION_BYTES = 64 * 1024;

  @Override
  public String claim() {
    return "The national snapshot of one minute is imported whole, in bounded memory.";
  }

  @Override
  public void run(Options options, Verdict verdict) throws Exception {
    Optional<Snapshot> found = Snapshot.find(options);
    if (found.isEmpty()) {
      verdict.check(
          !options.values().containsKey("required"),
          "no snapshot here (folder ndw_2016, or --sites FILE --data FILE): not tried");
      return;
    }
    Snapshot snapshot = found.get();
    try (Cluster cluster = LocalCluster.start()) {
      Watch watch = new Watch(cluster);
      String host = watch.settled();
      Signals.forgetPeak(cluster.process(host));
      long sites = send(cluster.api(host), "sites", snapshot.sites(), Snapshot.SITES, verdict);
      long data = send(cluster.api(host), "data", snapshot.data(), Snapshot.DATA, verdict);
      long peak = Signals.peakBytes(cluster.process(host));
      verdict.check(
          peak < MOST_BYTES, "peak memory of the importing server: %d MB".formatted(peak >> 20));
      long bare = bare(snapshot.sites()) + bare(snapshot.data());
      verdict.tell(
          "import %d ms (sites %d, data %d); a bare StAX pass over the same files %d ms"
              .formatted(sites + data, sites, data, bare));
      shown(watch, cluster, verdict);
      watch.flows(cluster.servers());
      verdict.check(watch.settled().equals(host), host + " still hosts, and the field goes on");
    }
  }

  private static long send(
      Api api, String kind, Path file, Map<String, Long> expected, Verdict verdict)
      throws IOException, InterruptedException {
    long began = System.nanoTime();
    Api.Reply reply =
        Api.send(
            HttpRequest.newBuilder(api.address().resolve(Watch.path("/import/datex/" + kind)))
                .timeout(PATIENCE)
                .header("Content-Type", "application/xml")
                .POST(BodyPublishers.ofFile(file))
                .build());
    long millis = (System.nanoTime() - began) / 1_000_000;
    verdict.check(reply.status() == 200, "%s answered %d".formatted(kind, reply.status()));
    verdict.tell(kind + ": " + reply.body());
    new TreeMap<>(expected)
        .forEach((count, wanted) -> {
          long is = reply.body().path(count).asLong(-1);
          verdict.check(is == wanted, "%s of %s: %d".formatted(count, kind, is));
        });
    return millis;
  }

  private static void shown(Watch watch, Cluster cluster, Verdict verdict)
      throws IOException, InterruptedException {
    JsonNode units = watch.read(cluster.servers(), Watch.path("/units?limit=1"));
    JsonNode zones = watch.read(cluster.servers(), Watch.path("/zones?limit=1"));
    verdict.check(
        units.path("total").asLong(0) >= Snapshot.DATA.getOrDefault("sites", 0L),
        "units shown: " + units.path("total").asLong(0));
    verdict.check(
        zones.path("total").asLong(0) >= Snapshot.DATA.getOrDefault("zones", 0L),
        "zones shown: " + zones.path("total").asLong(0));
  }

  /** The milliseconds that reading every event of a file takes, and nothing else. */
  private static long bare(Path file) throws IOException, XMLStreamException {
    long began = System.nanoTime();
    XMLInputFactory factory = XMLInputFactory.newInstance();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    try (InputStream in =
        new BufferedInputStream(
            new GZIPInputStream(Files.newInputStream(file), PORTION_BYTES), PORTION_BYTES)) {
      XMLStreamReader reader = factory.createXMLStreamReader(in);
      while (reader.hasNext()) {
        reader.next();
      }
    }
    return (System.nanoTime() - began) / 1_000_000;
  }
}
