package org.greenwave.proving.garbage;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.greenwave.proving.cluster.Watch;

/** Feeds that are no feed: cut off, malformed, hostile. */
final class DatexGarbage {
  private static final String XML = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
  private static final String ROOT =
      "<d2LogicalModel xmlns=\"http://datex2.eu/schema/2/2_0\" modelBaseVersion=\"2\">";
  private static final int DEPTH = 500_000;
  private static final long BOMB_BYTES = 256L << 20;

  private final String path;
  private final List<RawRequest> requests = new ArrayList<>();

  private DatexGarbage(String path) {
    this.path = path;
  }

  /** All of them, for one of the two doors: {@code sites} or {@code data}. */
  static List<RawRequest> requests(String kind, byte[] bomb, Random random) {
    DatexGarbage all = new DatexGarbage(Watch.path("/import/datex/" + kind));
    all.wrong(random);
    all.hostile();
    all.zipped(bomb, random);
    return all.requests;
  }

  private void wrong(Random random) {
    plain("nothing", "");
    plain("text", "These are no sites.");
    plain("another document", XML + "<html><body/></html>");
    plain("a truncated document", XML + ROOT + "<payloadPublication><publicationTime>2016");
    plain("crossed elements", XML + ROOT + "<payloadPublication></d2LogicalModel>");
    plain("an unknown encoding", "<?xml version=\"1.0\" encoding=\"no-such\"?>" + ROOT);
    send("random bytes", "", Bodies.random(random, 5_000));
  }

  private void hostile() {
    plain("an entity bomb", XML + entityBomb() + ROOT + "&i;</d2LogicalModel>");
    plain(
        "an entity from a file",
        XML + "<!DOCTYPE a [<!ENTITY a SYSTEM \"file:///etc/passwd\">]>" + ROOT + "&a;");
    plain("deep nesting", XML + ROOT + "<a>".repeat(DEPTH));
    plain("many attributes", XML + ROOT + "<a " + attributes() + "/>");
    requests.add(
        new RawRequest(
            path + ": one text of 100 MB",
            head("", Bodies.LARGE_BYTES),
            Bodies.filled(XML + ROOT + "<payloadPublication>", 'x', Bodies.LARGE_BYTES)));
  }

  /** A small zip that grows to a large document. */
  static byte[] bomb() throws IOException {
    return Bodies.bomb(XML + ROOT, BOMB_BYTES);
  }

  private void zipped(byte[] bomb, Random random) {
    send("a zip bomb of 256 MB", "Content-Encoding: gzip\r\n", bomb);
    send("half a zip", "Content-Encoding: gzip\r\n", Arrays.copyOf(bomb, bomb.length / 2));
    send("no zip at all", "Content-Encoding: gzip\r\n", Bodies.random(random, 5_000));
    send("an unknown zip", "Content-Encoding: no-such\r\n", new byte[10]);
  }

  private void plain(String name, String text) {
    send(name, "", text.getBytes(StandardCharsets.UTF_8));
  }

  private void send(String name, String headers, byte[] body) {
    requests.add(new RawRequest(path + ": " + name, head(headers, body.length), Bodies.of(body)));
  }

  private String head(String headers, long length) {
    return JsonGarbage.head("POST " + path, headers, length)
        .replace("application/json", "application/xml");
  }

  private static String entityBomb() {
    StringBuilder bomb = new StringBuilder("<!DOCTYPE a [<!ENTITY a \"aaaaaaaaaa\">");
    for (char entity = 'b'; entity <= 'i'; entity++) {
      String ten = ("&" + (char) (entity - 1) + ";").repeat(10);
      bomb.append("<!ENTITY ").append(entity).append(" \"").append(ten).append("\">");
    }
    return bomb.append("]>").toString();
  }

  private static String attributes() {
    StringBuilder attributes = new StringBuilder();
    for (int number = 0; number < 50_000; number++) {
      attributes.append('a').append(number).append("=\"\" ");
    }
    return attributes.toString();
  }
}
