package org.greenwave.proving.garbage;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.zip.GZIPOutputStream;
import org.greenwave.proving.cluster.Api;
import org.greenwave.proving.cluster.Watch;

/**
 * A site table of one site with nothing wrong: measured data are only looked at once there is one.
 */
final class SoundTable {
  private static final String XML =
      """
      <d2LogicalModel xmlns="http://datex2.eu/schema/2/2_0" modelBaseVersion="2"
          xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
        <payloadPublication xsi:type="MeasurementSiteTablePublication" lang="nl">
          <publicationTime>2016-09-07T11:00:00Z</publicationTime>
          <measurementSiteTable id="T" version="1">
            <measurementSiteRecord id="S" version="1">
              <measurementSpecificCharacteristics index="1">
                <measurementSpecificCharacteristics>
                  <period>60.0</period>
                  <specificLane>lane1</specificLane>
                  <specificMeasurementValueType>trafficFlow</specificMeasurementValueType>
                </measurementSpecificCharacteristics>
              </measurementSpecificCharacteristics>
              <measurementSiteLocation><locationForDisplay>
                <latitude>52.5</latitude><longitude>4.25</longitude>
              </locationForDisplay></measurementSiteLocation>
            </measurementSiteRecord>
          </measurementSiteTable>
        </payloadPublication>
      </d2LogicalModel>
      """;

  private SoundTable() {}

  /** Sends it zipped. */
  static Api.Reply send(Api api) throws IOException, InterruptedException {
    ByteArrayOutputStream zipped = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(zipped)) {
      out.write(XML.getBytes(StandardCharsets.UTF_8));
    }
    return Api.send(
        HttpRequest.newBuilder(api.address().resolve(Watch.path("/import/datex/sites")))
            .timeout(Duration.ofSeconds(30))
            .header("Content-Type", "application/xml")
            .header("Content-Encoding", "gzip")
            .POST(BodyPublishers.ofByteArray(zipped.toByteArray()))
            .build());
  }
}
