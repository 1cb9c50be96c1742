package org.greenwave.proving.garbage;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketAddress;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

/** A device that answers every question with something else. */
final class Liar implements AutoCloseable {
  private final DatagramSocket socket;
  private final Noise noise;
  private final AtomicInteger lies = new AtomicInteger();

  Liar(Random random) throws IOException {
    socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
    noise = new Noise(random);
    Thread.ofPlatform().daemon().name("liar").start(this::lie);
  }

  int port() {
    return socket.getLocalPort();
  }

  /** How many questions it has answered. */
  int lies() {
    return lies.get();
  }

  private void lie() {
    DatagramPacket question = new DatagramPacket(new byte[2_000], 2_000);
    try {
      while (true) {
        socket.receive(question);
        answer(question.getSocketAddress(), question.getData().clone(), question.getLength());
        lies.incrementAndGet();
      }
    } catch (IOException closed) {
      // The trial is over.
    }
  }

  /** Noise, half an echo, and the question itself as if it were an answer. */
  private void answer(SocketAddress asker, byte[] question, int length) throws IOException {
    byte[] random = noise.datagram(true);
    socket.send(new DatagramPacket(random, random.length, asker));
    socket.send(new DatagramPacket(question, length / 2, asker));
    socket.send(new DatagramPacket(question, length, asker));
  }

  @Override
  public void close() {
    socket.close();
  }
}
