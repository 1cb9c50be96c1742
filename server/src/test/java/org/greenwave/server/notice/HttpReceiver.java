package org.greenwave.server.notice;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import org.greenwave.server.codec.Json;
import tools.jackson.databind.JsonNode;

/** A real HTTP server that keeps what is posted to it, and answers as it is told. */
public final class HttpReceiver implements AutoCloseable {
  /** What was posted. */
  public record Posted(Map<String, String> headers, String text) {
    byte[] body() {
      return text.getBytes(StandardCharsets.UTF_8);
    }

    /** It as JSON. */
    public JsonNode json() {
      return Json.mapping().readTree(text);
    }
  }

  private final HttpServer server;
  private final List<Posted> posted = new CopyOnWriteArrayList<>();
  private volatile int status = 204;
  private volatile String location = "";

  public HttpReceiver() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::take);
    server.start();
  }

  private void take(HttpExchange exchange) throws IOException {
    Map<String, String> headers = new ConcurrentHashMap<>();
    exchange
        .getRequestHeaders()
        .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.getFirst()));
    byte[] body = exchange.getRequestBody().readAllBytes();
    posted.add(new Posted(headers, new String(body, StandardCharsets.UTF_8)));
    if (!location.isEmpty()) {
      exchange.getResponseHeaders().add("Location", location);
    }
    exchange.sendResponseHeaders(status, -1);
    exchange.close();
  }

  /** How it answers from now on. */
  public void answer(int wanted, String redirect) {
    location = redirect;
    status = wanted;
  }

  public String url() {
    return "http://127.0.0.1:%d/in".formatted(server.getAddress().getPort());
  }

  /** What was posted so far. */
  public List<Posted> posted() {
    return List.copyOf(posted);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
