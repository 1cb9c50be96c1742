package org.greenwave.proving.garbage;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Requests that are hardly HTTP: what comes in before any route or handler is asked. */
final class HttpGarbage {
  private static final String HOST = "Host: 127.0.0.1\r\n";
  private static final String END = "\r\n";
  private static final int LONG = 200_000;

  private final List<RawRequest> requests = new ArrayList<>();

  private HttpGarbage() {}

  static List<RawRequest> requests(Random random) {
    HttpGarbage all = new HttpGarbage();
    all.firstLines(random);
    all.headers();
    all.lengths();
    return all.requests;
  }

  private void firstLines(Random random) {
    send("random bytes for a request", "", Bodies.of(Bodies.random(random, LONG)));
    send("a request of one word", "HELLO\r\n\r\n");
    send("an unknown method", "FROB /api/v1/status HTTP/1.1\r\n" + HOST + END);
    send("an unknown version", "GET / HTTP/7.5\r\n" + HOST + END);
    send("an old version", "GET / HTTP/1.0\r\n" + HOST + END);
    send("a path with a broken escape", "GET /api/%zz HTTP/1.1\r\n" + HOST + END);
    send("a query with a broken escape", "GET /api/v1/roles?a=%zz HTTP/1.1\r\n" + HOST + END);
    send("a path without an end", "GET /" + "x".repeat(LONG));
    send("a long path", "GET /" + "x".repeat(LONG) + " HTTP/1.1\r\n" + HOST + END);
    send("lines without a return", "GET / HTTP/1.1\n" + HOST + "\n");
  }

  private void headers() {
    String line = "GET /api/v1/no-such HTTP/1.1\r\n";
    send("no host", line + END);
    send("a header without a colon", line + HOST + "nonsense\r\n" + END);
    send("a large header", line + HOST + "X: " + "x".repeat(LONG) + END + END);
    send("many headers", line + HOST + "X: y\r\n".repeat(LONG / 6) + END);
    send("a header without an end", line + HOST + "X: " + "x".repeat(LONG));
    send("a version that is no number", line + HOST + "Greenwave-Version: soon\r\n" + END);
    send("a page of another site", line + HOST + "Origin: http://evil.test\r\n" + END);
  }

  private void lengths() {
    String post = "POST /api/v1/roles HTTP/1.1\r\n" + HOST;
    String chunked = post + "Transfer-Encoding: chunked\r\n\r\n";
    send("a length that is no number", post + "Content-Length: many\r\n\r\n");
    send("an immense length", post + "Content-Length: 99999999999999999999\r\n\r\n");
    send("a length above all limits", post + "Content-Length: 9999999999\r\n\r\n");
    send("a chunk of no length", chunked + "zz\r\n");
    send("a chunk of 2 GB", chunked + "7fffffff\r\n", Bodies.filled("{", ' ', 400L << 20));
    send("a chunk size without an end", chunked, Bodies.filled("", '0', 400L << 20));
    send("zipped JSON", post + "Content-Encoding: gzip\r\nContent-Length: 2\r\n\r\n{}");
  }

  private void send(String name, String head) {
    send(name, head, Bodies.none());
  }

  private void send(String name, String head, RawRequest.Body body) {
    requests.add(new RawRequest(name, head, body));
  }
}
