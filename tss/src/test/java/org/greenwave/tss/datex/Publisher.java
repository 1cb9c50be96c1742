package org.greenwave.tss.datex;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A publisher on loopback that serves documents with entity tags, gzip, as publishers do. */
final class Publisher implements AutoCloseable {
  private final HttpServer server;
  private final Map<String, byte[]> documents = new ConcurrentHashMap<>();
  private final AtomicInteger unchanged = new AtomicInteger();

  Publisher() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  void publish(String path, String document) {
    documents.put(path, Documents.gzip(Documents.bytes(document)));
  }

  void withdraw(String path) {
    documents.remove(path);
  }

  String url(String path) {
    return "http://127.0.0.1:%d%s".formatted(server.getAddress().getPort(), path);
  }

  /** How often a document was asked for that had not changed. */
  int unchanged() {
    return unchanged.get();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      byte[] document = documents.get(path);
      if (path.startsWith("/round")) {
        exchange.getResponseHeaders().set("Location", path + "x");
        exchange.sendResponseHeaders(302, -1);
      } else if (document == null) {
        exchange.sendResponseHeaders(404, -1);
      } else {
        send(exchange, document);
      }
    }
  }

  private void send(HttpExchange exchange, byte[] document) throws IOException {
    String tag = "\"" + java.util.Arrays.hashCode(document) + "\"";
    exchange.getResponseHeaders().set("ETag", tag);
    if (tag.equals(exchange.getRequestHeaders().getFirst("If-None-Match"))) {
      unchanged.incrementAndGet();
      exchange.sendResponseHeaders(304, -1);
    } else {
      exchange.getResponseHeaders().set("Content-Encoding", "gzip");
      exchange.sendResponseHeaders(200, document.length);
      exchange.getResponseBody().write(document);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
