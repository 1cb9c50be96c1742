package org.greenwave.database;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A line to the database that can be frozen: nothing is read from either side any more, as when a
 * host is suspended or cut off without a word. It also counts how often the client has to wait.
 */
final class FreezingProxy implements AutoCloseable {
  private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();
  private final AtomicReference<CountDownLatch> frozen =
      new AtomicReference<>(new CountDownLatch(0));
  private final AtomicInteger turns = new AtomicInteger();
  private final int target;

  FreezingProxy(int target) throws IOException {
    this.target = target;
    threads.submit(this::accept);
  }

  DatabaseUrl url() {
    return DatabaseUrl.of("jdbc:postgresql://127.0.0.1:%d/greenwave".formatted(port()));
  }

  int port() {
    return listener.getLocalPort();
  }

  void freeze() {
    frozen.set(new CountDownLatch(1));
  }

  void thaw() {
    frozen.get().countDown();
  }

  /** How often the client sent something after it had been answered: round trips. */
  int turns() {
    return turns.get();
  }

  private Void accept() throws IOException {
    while (!listener.isClosed()) {
      Socket client = listener.accept();
      Socket server = new Socket(InetAddress.getByName("127.0.0.1"), target);
      sockets.addAll(List.of(client, server));
      AtomicInteger lastFrom = new AtomicInteger(2);
      threads.submit(() -> pump(client, server, 1, lastFrom));
      threads.submit(() -> pump(server, client, 2, lastFrom));
    }
    return null;
  }

  private Void pump(Socket from, Socket to, int side, AtomicInteger lastFrom) throws Exception {
    byte[] buffer = new byte[4_096];
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
        frozen.get().await();
        if (lastFrom.getAndSet(side) != side && side == 1) {
          turns.incrementAndGet();
        }
        out.write(buffer, 0, length);
      }
    }
    return null;
  }

  @Override
  public void close() throws IOException {
    thaw();
    listener.close();
    for (Socket socket : sockets) {
      socket.close();
    }
    threads.shutdownNow();
  }
}
